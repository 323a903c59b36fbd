// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/pile/refusal.h"
#include "ui/widgets/errortext.h"

namespace pd::ui {

// Why a pile was refused, in the user's words.
class RefusalText
{
    Q_DECLARE_TR_FUNCTIONS(pd::ui::RefusalText)

public:
    static QString name(RefusalReason reason); // "Wrong key"
    static ErrorText of(RefusalReason reason); // what happened and what it means; what to do
};

} // namespace pd::ui
