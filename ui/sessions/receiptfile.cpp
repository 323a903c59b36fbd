// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sessions/receiptfile.h"

#include <QFile>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

static void takeResources()
{
    Q_INIT_RESOURCE(texts);
}

namespace pd::ui {

namespace {

// Ink on paper, whatever the screen's theme is.
constexpr const char *paperStyle = "body { color: #16202a; font-size: 9.5pt; }"
                                   "h1 { font-size: 17pt; font-weight: 600; }"
                                   "h2 { font-size: 11pt; font-weight: 600; margin-top: 14px; }"
                                   "td.name { color: #52606d; }"
                                   "th { color: #52606d; font-weight: 600; background-color: #f0f3f5; }"
                                   "table { margin-top: 6px; }"
                                   "p.small { color: #52606d; font-size: 8pt; }";

Result<DriverTexts> textsIn(const QString &language)
{
    takeResources();
    const bool chinese = language.startsWith(QLatin1String("zh"));
    QFile file(chinese ? QStringLiteral(":/texts/receipt.zh_CN.json")
                       : QStringLiteral(":/texts/receipt.en.json"));
    if (!file.open(QFile::ReadOnly))
        return failure(Error::Kind::NotFound, file.fileName() + QStringLiteral(": not in this program"));
    return DriverTexts::fromJson(file.readAll());
}

tl::unexpected<Error> notWritten(const QFileDevice &file)
{
    return failure(Error::Kind::Storage, file.errorString(), QStringLiteral("receipt_not_written"));
}

} // namespace

Done writeReceiptPdf(const QString &fileName, const Receipt &receipt, const QString &language)
{
    if (const Done checked = checkReceipt(receipt); !checked)
        return checked;
    const auto texts = textsIn(language);
    if (!texts)
        return tl::unexpected(texts.error());
    QSaveFile file(fileName);
    if (!file.open(QFile::WriteOnly))
        return notWritten(file);
    {
        QPdfWriter writer(&file);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(18, 16, 18, 16), QPageLayout::Millimeter);
        writer.setResolution(96);
        writer.setTitle(receipt.charges.first().id.text());
        writer.setCreator(QStringLiteral("PileDeck"));
        QTextDocument document;
        document.setDocumentMargin(0);
        document.setDefaultStyleSheet(QLatin1String(paperStyle));
        document.setHtml(receiptHtml(receipt, *texts));
        document.setPageSize(QSizeF(writer.width(), writer.height()));
        document.print(&writer);
    }
    // commit() alone does not notice that what was buffered did not fit on the disk any more.
    if (!file.flush() || !file.commit())
        return notWritten(file);
    return {};
}

} // namespace pd::ui
