// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/exportfile.h"

#include <QFileDialog>
#include <QRegularExpression>
#include <QSaveFile>

namespace pd::ui {

namespace {

// "Table (*.csv)" -> "csv"
QString suffixOf(const QString &filter)
{
    static const QRegularExpression pattern(QStringLiteral("\\*\\.([a-z]+)\\)$"));
    return pattern.match(filter).captured(1);
}

} // namespace

Done saveFile(const QString &fileName, const QByteArray &bytes)
{
    QSaveFile file(fileName);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(Error::Kind::Storage, fileName + QStringLiteral(": ") + file.errorString(),
                       QStringLiteral("log_not_written"));
    return {};
}

void askWhereToSave(QWidget *parent, const QString &title, const QString &usualName,
                    const QStringList &filters, const std::function<void(const QString &fileName)> &chosen)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    dialog->setDefaultSuffix(suffixOf(filters.value(0)));
    dialog->selectFile(usualName);
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                     [dialog](const QString &filter) { dialog->setDefaultSuffix(suffixOf(filter)); });
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, chosen);
    dialog->open();
}

} // namespace pd::ui
