// SPDX-License-Identifier: GPL-3.0-or-later
// A line of the audit file, whoever wrote it: what is read can be written, and is then the same for ever.
#include "serial/guard/auditline.h"
#include "tests/fuzz/entry.h"
#include "tests/fuzz/require.h"

using namespace pd;
using namespace pd::serial;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    QList<WriteRecord> records;
    for (const QByteArray &line : bytes.split('\n')) {
        const Result<WriteRecord> record = parseAuditLine(line);
        if (!record) {
            require(!record.error().detail.isEmpty());
            continue;
        }
        const QByteArray written = auditLine(*record);
        require(written.size() <= longestAuditLine && written.count('\n') == 1 && written.endsWith('\n'));
        const Result<WriteRecord> again = parseAuditLine(written);
        require(again.has_value() && auditLine(*again) == written);
        require(again->meter == record->meter && again->verdict == record->verdict);
        records.append(*record);
    }
    require(lockoutOf(records).count() <= records.size());
    return 0;
}
