// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/drivermessages.h"

#include "models/receipt/drivertexts.h"

#include <QFile>

// The texts stand in a static library, which nothing else would pull in. Outside of any namespace.
static void takeTexts()
{
    Q_INIT_RESOURCE(texts);
}

namespace pd::cloud {

namespace {

QString rendered(const char *path, const QString &word, const QStringList &values)
{
    QFile file(QString::fromLatin1(path));
    if (!file.open(QIODevice::ReadOnly))
        return word;
    QString text = DriverTexts::fromJson(file.readAll()).value_or(DriverTexts()).text(word);
    for (const QString &value : values)
        text = text.arg(value);
    return text;
}

} // namespace

void DriverMessages::tell(const AccountId &account, const OrderId &order, const QString &word,
                          const QStringList &values, const QDateTime &now)
{
    if (account.isEmpty())
        return;
    takeTexts();
    m_db.run(QStringLiteral("INSERT INTO driver_message (id, account_id, order_id, at, word, text_zh, "
                            "text_en) VALUES (?, ?, ?, ?, ?, ?, ?)"),
             {m_db.nextNumber(QStringLiteral("driver_message")), account.text(),
              order.isEmpty() ? QVariant(QMetaType::fromType<QString>()) : QVariant(order.text()), toSql(now),
              word, rendered(":/texts/driver.zh_CN.json", word, values),
              rendered(":/texts/driver.en.json", word, values)});
}

QList<DriverMessage> DriverMessages::of(const AccountId &account, int most)
{
    return many(QStringLiteral("WHERE account_id = ? ORDER BY id DESC LIMIT ?"), {account.text(), most});
}

QList<DriverMessage> DriverMessages::of(const OrderId &order, const QString &word)
{
    if (word.isEmpty())
        return many(QStringLiteral("WHERE order_id = ? ORDER BY id"), {order.text()});
    return many(QStringLiteral("WHERE order_id = ? AND word = ? ORDER BY id"), {order.text(), word});
}

QList<DriverMessage> DriverMessages::many(const QString &tail, const QVariantList &values)
{
    QList<DriverMessage> list;
    Rows rows = m_db.run(QStringLiteral("SELECT id, account_id, order_id, at, word, text_zh, text_en FROM "
                                        "driver_message ")
                             + tail,
                         values);
    while (rows.next())
        list.append({rows.number(0), AccountId(rows.text(1)), OrderId(rows.text(2)), rows.moment(3),
                     rows.text(4), rows.text(5), rows.text(6)});
    return list;
}

} // namespace pd::cloud
