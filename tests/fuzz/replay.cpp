// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for libFuzzer in the ordinary test run: replays a corpus (argument 1, a folder), then mutates it
// at random for a few seconds (argument 2), the same way each time. A finding ends in abort(); its input is
// left as a file "crash" beside the test.
#include "tests/fuzz/entry.h"

#include <QByteArray>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>

#include <csignal>
#include <cstdio>

namespace {

QByteArray current;

void keepInput(int)
{
    QFile file(QStringLiteral("crash"));
    if (file.open(QIODevice::WriteOnly))
        file.write(current);
    file.close();
    std::signal(SIGABRT, SIG_DFL);
    std::abort();
}

void run(const QByteArray &input)
{
    current = input;
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(input.constData()), size_t(input.size()));
}

QByteArray mutated(const QList<QByteArray> &corpus, QRandomGenerator &random)
{
    const auto any = [&](qsizetype size) { return size > 0 ? qsizetype(random.bounded(quint32(size))) : 0; };
    QByteArray input = corpus[any(corpus.size())];
    for (int n = random.bounded(8); n >= 0; --n) {
        const qsizetype at = any(input.size());
        switch (random.bounded(6)) {
        case 0: input.insert(at, char(random.bounded(256))); break;
        case 1: input.remove(at, 1 + any(6)); break;
        case 2: input.insert(at, char(0x68)); break;
        case 3: input += corpus[any(corpus.size())].mid(1); break;
        case 4: input.truncate(at); break;
        default:
            if (!input.isEmpty())
                input[at] = char(input[at] ^ (1 << random.bounded(8)));
        }
    }
    return input.left(2000);
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc < 3)
        return 2;
    std::signal(SIGABRT, keepInput);
    QList<QByteArray> corpus;
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            corpus.append(file.readAll());
    }
    if (corpus.isEmpty()) {
        std::fprintf(stderr, "no corpus in %s\n", argv[1]);
        return 1;
    }
    for (const QByteArray &input : corpus)
        run(input);
    QRandomGenerator random(20260316);
    QElapsedTimer timer;
    timer.start();
    qint64 runs = 0;
    for (; timer.elapsed() < 1000 * QByteArray(argv[2]).toInt(); ++runs)
        run(mutated(corpus, random));
    std::printf("%lld files replayed, %lld mutations\n", static_cast<long long>(corpus.size()),
                static_cast<long long>(runs));
    return 0;
}
