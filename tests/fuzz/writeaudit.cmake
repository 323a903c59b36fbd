pd_fuzz(NAME writeaudit SOURCES writeaudit_target.cpp entry.h require.h LIBRARIES serial models)
