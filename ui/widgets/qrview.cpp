// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/qrview.h"

#include <QPainter>

#include <memory>
#include <qrencode.h>

namespace pd::ui {

namespace {

constexpr int quietZone = 4;

QImage modulesOf(const QByteArray &text)
{
    if (text.isEmpty())
        return {};
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(int(text.size()), reinterpret_cast<const unsigned char *>(text.constData()), 0,
                          QR_ECLEVEL_M),
        &QRcode_free);
    if (!code)
        return {};
    QImage image(code->width, code->width, QImage::Format_RGB32);
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width; ++x) {
            const bool dark = code->data[y * code->width + x] & 1;
            image.setPixel(x, y, dark ? qRgb(0, 0, 0) : qRgb(255, 255, 255));
        }
    }
    return image;
}

} // namespace

QrView::QrView(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void QrView::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_modules = modulesOf(text.toUtf8());
    updateGeometry();
    update();
}

QSize QrView::sizeHint() const
{
    const int side = fontMetrics().height() * 13;
    return {side, side};
}

void QrView::paintEvent(QPaintEvent *)
{
    if (m_modules.isNull())
        return;
    QPainter painter(this);
    const int count = m_modules.width() + 2 * quietZone;
    // Whole pixels a module: blurred edges cost scanners their reading distance.
    const int module = qMax(1, qMin(width(), height()) / count);
    const int side = module * count;
    const QRect square((width() - side) / 2, (height() - side) / 2, side, side);
    painter.fillRect(square, Qt::white);
    const int inset = module * quietZone;
    painter.drawImage(square.adjusted(inset, inset, -inset, -inset), m_modules);
}

} // namespace pd::ui
