// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QStringList>

namespace pd::ui {

// Tables as files that spreadsheet programs open by a double click, also those of a Chinese Windows, which
// take a file without a mark for GBK: UTF-8 with a mark at its start, commas, lines that end with CR LF,
// every field quoted. Nothing in a field runs as a formula: what begins with = + - @ (also behind blanks),
// and is no plain number, is led by an apostrophe. Line breaks and other control characters become blanks.
class Csv
{
public:
    explicit Csv(const QStringList &header);
    void addLine(const QStringList &fields);
    const QByteArray &bytes() const { return m_bytes; }

    static QString field(const QString &text); // protected, not yet quoted

private:
    QByteArray m_bytes;
};

} // namespace pd::ui
