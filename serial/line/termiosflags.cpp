// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/line/termiosflags.h"

#include <QFileInfo>

#include <termios.h>

namespace pd::serial {

namespace {

struct Rate
{
    speed_t constant;
    int baud;
};

constexpr Rate rates[] = {
    {B300, 300},     {B600, 600},     {B1200, 1200},   {B2400, 2400},     {B4800, 4800},     {B9600, 9600},
    {B19200, 19200}, {B38400, 38400}, {B57600, 57600}, {B115200, 115200}, {B230400, 230400},
};

int baudOf(speed_t constant)
{
    for (const Rate &rate : rates) {
        if (rate.constant == constant)
            return rate.baud;
    }
    return 0;
}

} // namespace

bool isPseudoTerminal(const QString &path)
{
    return QFileInfo(path).canonicalFilePath().startsWith(QLatin1String("/dev/pts/"));
}

bool setParityWish(int descriptor, Parity parity)
{
    termios settings = {};
    if (tcgetattr(descriptor, &settings) != 0)
        return false;
    settings.c_iflag &= ~tcflag_t(INPCK);
    settings.c_cflag &= ~tcflag_t(PARODD | PARENB);
    if (parity != Parity::None)
        settings.c_iflag |= INPCK;
    if (parity == Parity::Odd)
        settings.c_cflag |= PARODD;
    return tcsetattr(descriptor, TCSANOW, &settings) == 0;
}

std::optional<LineWish> lineWish(int descriptor)
{
    termios settings = {};
    if (tcgetattr(descriptor, &settings) != 0)
        return std::nullopt;
    LineWish wish;
    wish.baud = baudOf(cfgetospeed(&settings));
    if (settings.c_iflag & INPCK)
        wish.parity = settings.c_cflag & PARODD ? Parity::Odd : Parity::Even;
    return wish;
}

} // namespace pd::serial
