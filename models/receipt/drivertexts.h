// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/basics/result.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace pd {

// What drivers read (receipts, messages), in one language: data in resources/texts, because the cloud writes
// to drivers as well and has no window whose translations it could use.
class DriverTexts
{
public:
    // One JSON object of texts by key. Invalid for anything else, and for a value that is no text.
    static Result<DriverTexts> fromJson(const QByteArray &bytes);

    // The key itself where it is unknown, which a test forbids.
    QString text(const QString &key) const { return m_texts.value(key, key); }
    QStringList keys() const { return m_texts.keys(); }

private:
    QHash<QString, QString> m_texts;
};

} // namespace pd
