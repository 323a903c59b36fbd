// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/basics/wholefile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace pd;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("none");
}

// No file of this process grows beyond so many bytes, as on a disk that is full.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit full = m_before;
        full.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &full);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace

class TstWholeFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAndReplaces();
    void fullDiskLeavesTheOldOne_data();
    void fullDiskLeavesTheOldOne();
    void folderThatIsNotThere();
};

void TstWholeFile::writesAndReplaces()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a"));
    QVERIFY(writeWholeFile(path, "one"));
    QVERIFY(writeWholeFile(path, "two"));
    QCOMPARE(contentOf(path), QByteArray("two"));
}

// Little content waits in a buffer until the end, much of it does not.
void TstWholeFile::fullDiskLeavesTheOldOne_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("in the buffer") << 5'000;
    QTest::newRow("beyond the buffer") << 500'000;
}

void TstWholeFile::fullDiskLeavesTheOldOne()
{
    QFETCH(int, size);
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a"));
    QVERIFY(writeWholeFile(path, "old"));
    Done written;
    {
        const FullDisk disk(1'000);
        written = writeWholeFile(path, QByteArray(size, 'x'));
    }
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Storage);
    QVERIFY2(written.error().detail.startsWith(path), qPrintable(written.error().detail));
    QCOMPARE(contentOf(path), QByteArray("old"));
}

void TstWholeFile::folderThatIsNotThere()
{
    QTemporaryDir folder;
    const Done written = writeWholeFile(folder.filePath(QStringLiteral("no/such")), "x");
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Storage);
}

QTEST_GUILESS_MAIN(TstWholeFile)
#include "tst_wholefile.moc"
