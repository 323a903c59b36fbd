// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/wholefile.h"

#include <QSaveFile>

namespace pd {

Done writeWholeFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    // commit() alone does not notice that what was buffered did not fit on the disk any more.
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.write(content) == content.size()
        && file.flush() && file.commit();
    if (!isWritten)
        return failure(Error::Kind::Storage, path + QStringLiteral(": ") + file.errorString());
    return {};
}

} // namespace pd
