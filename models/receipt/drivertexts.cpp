// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/receipt/drivertexts.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace pd {

Result<DriverTexts> DriverTexts::fromJson(const QByteArray &bytes)
{
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return failure(Error::Kind::Invalid, QStringLiteral("not an object of texts"));
    DriverTexts texts;
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it.value().isString())
            return failure(Error::Kind::Invalid, it.key() + QStringLiteral(": not a text"));
        texts.m_texts.insert(it.key(), it.value().toString());
    }
    return texts;
}

} // namespace pd
