// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/meters/readingsmodel.h"

#include "ui/widgets/celldelegate.h"
#include "ui/widgets/figures.h"

#include <QHash>
#include <QRegularExpression>

namespace pd::ui {

namespace {

const QHash<QString, const char *> &quantityWords()
{
    static const QHash<QString, const char *> words{
        {QStringLiteral("energy.forward.total"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Energy, forward")},
        {QStringLiteral("energy.reverse.total"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Energy, reverse")},
        {QStringLiteral("voltage.a"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Voltage, phase A")},
        {QStringLiteral("voltage.b"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Voltage, phase B")},
        {QStringLiteral("voltage.c"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Voltage, phase C")},
        {QStringLiteral("current.a"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Current, phase A")},
        {QStringLiteral("current.b"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Current, phase B")},
        {QStringLiteral("current.c"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Current, phase C")},
        {QStringLiteral("power.active.total"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Active power")},
        {QStringLiteral("power.active.a"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Active power, phase A")},
        {QStringLiteral("power.active.b"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Active power, phase B")},
        {QStringLiteral("power.active.c"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Active power, phase C")},
        {QStringLiteral("power.factor.total"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Power factor")},
        {QStringLiteral("power.factor.a"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Power factor, phase A")},
        {QStringLiteral("power.factor.b"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Power factor, phase B")},
        {QStringLiteral("power.factor.c"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Power factor, phase C")},
        {QStringLiteral("frequency"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Frequency")},
        {QStringLiteral("clock"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Clock of the meter")},
    };
    return words;
}

} // namespace

QString MeterWords::quantity(const QString &name)
{
    const auto it = quantityWords().constFind(name);
    return it == quantityWords().cend() ? name : tr(it.value());
}

QString MeterWords::column(const QString &name)
{
    static const QHash<QString, const char *> words{
        {QStringLiteral("energy.forward.total"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Energy")},
        {QStringLiteral("power.active.total"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Power")},
        {QStringLiteral("voltage.a"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Voltage A")},
        {QStringLiteral("current.a"), QT_TRANSLATE_NOOP("pd::ui::MeterWords", "Current A")},
    };
    const auto it = words.constFind(name);
    return it == words.cend() ? quantity(name) : tr(it.value());
}

bool MeterWords::isKnown(const QString &quantity)
{
    return quantityWords().contains(quantity);
}

QString MeterWords::protocol(MeterProtocol protocol)
{
    switch (protocol) {
    case MeterProtocol::Dlt645_2007: break;
    case MeterProtocol::Dlt645_1997: return QStringLiteral("DL/T 645-1997");
    case MeterProtocol::ModbusRtu: return QStringLiteral("Modbus-RTU");
    }
    return QStringLiteral("DL/T 645-2007");
}

QString MeterWords::protocol(const QString &word)
{
    for (const auto one :
         {MeterProtocol::Dlt645_2007, MeterProtocol::Dlt645_1997, MeterProtocol::ModbusRtu}) {
        if (toWord(one) == word)
            return protocol(one);
    }
    return word;
}

QString MeterWords::meter(const MeterAddress &meter)
{
    return meter.protocol == MeterProtocol::ModbusRtu ? tr("Unit %1", "of Modbus").arg(meter.address)
                                                      : meter.address;
}

QString MeterWords::quality(Reading::Quality quality)
{
    switch (quality) {
    case Reading::Quality::Good: return tr("Good");
    case Reading::Quality::Absent: return tr("No value in the meter");
    case Reading::Quality::Unreadable: break;
    }
    return tr("Unreadable");
}

ReadingsModel::ReadingsModel(const SteadyClock &steady, QObject *parent)
    : QAbstractTableModel(parent)
    , m_steady(steady)
{
}

void ReadingsModel::setItems(const QStringList &items)
{
    beginResetModel();
    m_rows.clear();
    for (const QString &item : items)
        m_rows.append({item, std::nullopt, false});
    endResetModel();
}

void ReadingsModel::take(const QList<Reading> &readings)
{
    for (const Reading &reading : readings) {
        for (int row = 0; row < m_rows.size(); ++row) {
            if (m_rows[row].item != reading.quantity && m_rows[row].item != reading.item)
                continue;
            m_rows[row].reading = reading;
            m_rows[row].refused = false;
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
}

void ReadingsModel::refuse(const QString &item)
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].item != item)
            continue;
        m_rows[row] = {item, std::nullopt, true};
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

void ReadingsModel::setStaleAfter(int seconds)
{
    m_staleAfter = seconds;
    refreshAges();
}

void ReadingsModel::refreshAges()
{
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, ColumnCount - 1), {});
}

void ReadingsModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    refreshAges();
}

int ReadingsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ReadingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

qint64 ReadingsModel::ageSeconds(const Row &row) const
{
    return qMax<qint64>(0, (m_steady.nowNs() - row.reading->steadyNs) / 1'000'000'000);
}

bool ReadingsModel::isGood(const Row &row)
{
    return row.reading && row.reading->quality == Reading::Quality::Good;
}

// A clock is no figure to be grouped.
QString ReadingsModel::valueText(const Reading &reading)
{
    static const QRegularExpression decimal(QStringLiteral("^-?[0-9]+(\\.[0-9]+)?$"));
    return decimal.match(reading.value).hasMatch() ? Figures::grouped(reading.value) : reading.value;
}

QString ReadingsModel::text(const Row &row, int column) const
{
    switch (column) {
    case QuantityColumn: return MeterWords::quantity(row.item);
    case ValueColumn: return isGood(row) ? valueText(*row.reading) : Figures::unknown();
    case UnitColumn: return row.reading ? row.reading->unit : QString();
    case AgeColumn: return row.reading ? Figures::age(ageSeconds(row)) : QString();
    case QualityColumn:
        if (row.refused)
            return tr("Not offered by the meter");
        return row.reading ? MeterWords::quality(row.reading->quality) : tr("Not read yet");
    default: return {};
    }
}

QVariant ReadingsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::TextAlignmentRole:
        return int(
            (index.column() == ValueColumn || index.column() == AgeColumn ? Qt::AlignRight : Qt::AlignLeft)
            | Qt::AlignVCenter);
    case CellDelegate::MutedRole:
        return !isGood(row) || index.column() >= UnitColumn || ageSeconds(row) > m_staleAfter;
    case CellDelegate::StrongRole: return index.column() == ValueColumn && isGood(row);
    case Qt::ToolTipRole: return index.column() == QuantityColumn ? row.item : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == ValueColumn && row.reading
            ? QStringLiteral("%1 %2 %3")
                  .arg(text(row, QuantityColumn), text(row, ValueColumn), text(row, UnitColumn))
            : text(row, index.column());
    default: return {};
    }
}

QVariant ReadingsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == ValueColumn || section == AgeColumn ? Qt::AlignRight : Qt::AlignLeft)
                   | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case QuantityColumn: return tr("Quantity");
    case ValueColumn: return tr("Value");
    case UnitColumn: return tr("Unit");
    case AgeColumn: return tr("Age");
    case QualityColumn: return tr("Quality");
    default: return {};
    }
}

} // namespace pd::ui
