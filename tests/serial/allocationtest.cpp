// SPDX-License-Identifier: GPL-3.0-or-later
#include "serial/dlt645/streamdecoder.h"
#include "serial/modbus/streamdecoder.h"

#include <QTest>

#include <atomic>
#include <functional>

// Every allocation of the process, Qt's too, comes by here: the C library lets a program bring its own
// malloc. A sanitizer has its own already.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define COUNTS_ALLOCATIONS 0
#else
#define COUNTS_ALLOCATIONS 1
#endif

namespace {
std::atomic<qint64> allocations = 0;
}

#if COUNTS_ALLOCATIONS
extern "C" {
void *__libc_malloc(size_t size);
void *__libc_realloc(void *block, size_t size);
void *malloc(size_t size)
{
    ++allocations;
    return __libc_malloc(size);
}
void *realloc(void *block, size_t size)
{
    ++allocations;
    return __libc_realloc(block, size);
}
}
#endif

using namespace pd::serial;

// Reading does not allocate per byte: what a frame costs does not depend on how long it is.
class AllocationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void perFrame_data();
    void perFrame();
};

namespace {

constexpr int frames = 200;

QByteArray dlt645Answer(int length)
{
    const QByteArray address = QByteArray::fromHex("896745230100");
    return dlt645::encode({address, 0x91, QByteArray(length, '\x11')});
}

QByteArray modbusAnswer(int length)
{
    return modbus::Frame(1, 3, char(length) + QByteArray(length, '\x11')).wire();
}

template <typename Decoder>
qint64 costOf(Decoder decoder, const QByteArray &frame, qsizetype piece)
{
    QByteArray stream;
    for (int n = 0; n < frames; ++n)
        stream += frame;
    QList<QByteArray> pieces;
    for (qsizetype at = 0; at < stream.size(); at += piece)
        pieces.append(stream.mid(at, piece));
    const auto found = decoder.feed(frame); // what is reserved once does not count
    const qint64 before = allocations;
    qsizetype seen = 0;
    for (const QByteArray &bytes : pieces)
        seen += decoder.feed(bytes).size();
    const qint64 cost = allocations - before;
    return seen == frames && found.size() == 1 ? cost : -1;
}

} // namespace

void AllocationTest::initTestCase()
{
#if !COUNTS_ALLOCATIONS
    QSKIP("a sanitizer counts in its own way");
#endif
    const qint64 before = allocations;
    const QByteArray one(1000, 'x');
    QVERIFY(allocations > before); // the count is a count
}

void AllocationTest::perFrame_data()
{
    using Cost = std::function<qint64(int)>;
    QTest::addColumn<Cost>("cost");
    QTest::newRow("DL/T 645, byte by byte")
        << Cost([](int length) { return costOf(dlt645::StreamDecoder(), dlt645Answer(length), 1); });
    QTest::newRow("DL/T 645, in pieces of 64")
        << Cost([](int length) { return costOf(dlt645::StreamDecoder(), dlt645Answer(length), 64); });
    QTest::newRow("Modbus, byte by byte") << Cost([](int length) {
        return costOf(modbus::StreamDecoder(modbus::Direction::Answer), modbusAnswer(length), 1);
    });
    QTest::newRow("Modbus, in pieces of 64") << Cost([](int length) {
        return costOf(modbus::StreamDecoder(modbus::Direction::Answer), modbusAnswer(length), 64);
    });
}

void AllocationTest::perFrame()
{
    QFETCH(std::function<qint64(int)>, cost);
    const qint64 ofShort = cost(20);
    const qint64 ofLong = cost(180);
    QVERIFY2(ofShort >= 0 && ofLong >= 0, "not all frames were found");
    // 160 bytes more in each frame; a handful of allocations more per frame would still be one per byte
    // in 30.
    const qint64 more = ofLong - ofShort;
    QVERIFY2(more <= frames / 2,
             qPrintable(
                 QStringLiteral("%1 and %2 allocations for %3 frames").arg(ofShort).arg(ofLong).arg(frames)));
    qInfo("%.1f allocations a frame of 20 bytes, %.1f of 180", double(ofShort) / frames,
          double(ofLong) / frames);
}

QTEST_APPLESS_MAIN(AllocationTest)
#include "allocationtest.moc"
