// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cloud/store/pilereports.h"

namespace pd::cloud {

void PileReports::add(const PileReport &report)
{
    const QString pile = report.pile.text();
    Rows last
        = m_db.run(QStringLiteral("SELECT COALESCE(MAX(n), 0) FROM pile_report WHERE pile_id = ?"), {pile});
    const qint64 n = last.next() ? last.number(0) + 1 : 1;
    const QVariant request = report.requestId ? QVariant(*report.requestId) : QVariant();
    m_db.run(QStringLiteral("INSERT INTO pile_report (pile_id, n, at, kind, word, request_id, detail) "
                            "VALUES (?, ?, ?, ?, ?, ?, ?)"),
             {pile, n, toSql(report.at), report.kind, report.word, request,
              report.detail.isNull() ? QStringLiteral("") : report.detail});
    m_db.run(QStringLiteral("DELETE FROM pile_report WHERE pile_id = ? AND n <= ?"), {pile, n - mostKept});
}

QList<PileReport> PileReports::newest(const PileId &pile, int most)
{
    QList<PileReport> list;
    Rows rows = m_db.run(QStringLiteral("SELECT at, kind, word, request_id, detail FROM pile_report "
                                        "WHERE pile_id = ? ORDER BY n DESC LIMIT ?"),
                         {pile.text(), most});
    while (rows.next()) {
        const std::optional<int> request = rows.isNull(3) ? std::nullopt : std::optional(int(rows.number(3)));
        list.append({pile, rows.moment(0), rows.text(1), rows.text(2), request, rows.text(4)});
    }
    return list;
}

} // namespace pd::cloud
