// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/arguments.h"
#include "app/ctl/command.h"
#include "app/ctl/jsonline.h"
#include "app/ctl/modbusread.h"

namespace pd::ctl {

namespace {

using serial::ProfileLibrary;

void printProfile(const pd::MeterProfile &profile, const QString &path)
{
    QStringList quantities;
    for (const MeterRegister &one : profile.registers)
        quantities.append(one.quantity);
    JsonLine json;
    json.text("name", profile.name).text("maker", profile.maker).text("model", profile.model);
    json.text("protocol", toWord(MeterProtocol::ModbusRtu)).text("file", path).truth("valid", true);
    json.texts("quantities", quantities).textOrNull("note", profile.note).print();
}

void printProblem(const ProfileLibrary::FileProblem &problem)
{
    JsonLine json;
    json.text("file", problem.path).truth("valid", false);
    json.number("line", problem.problem.line).text("reason", problem.problem.text).print();
    complain(problem.path + QStringLiteral(": ") + problem.problem.located());
}

} // namespace

int runMeterProfiles(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Lists the profiles of Modbus meters, one JSON object each; of FILEs whether they are valid, and\n"
        "each line that is not. resources/meters/README.md describes the schema."));
    addProfilesOption(parser);
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("Profiles to check."),
                                 QStringLiteral("[FILE ...]"));
    if (const auto done = parsed(parser, QStringLiteral("piledeckctl meter profiles"), arguments))
        return *done;
    int status = ExitDone;
    const auto show = [&status](const ProfileLibrary &library) {
        for (const QString &name : library.names())
            printProfile(*library.find(name), library.pathOf(name));
        for (const ProfileLibrary::FileProblem &problem : library.problems()) {
            printProblem(problem);
            status = ExitFailed;
        }
    };
    if (parser.positionalArguments().isEmpty())
        show(profileLibrary(parser));
    for (const QString &path : parser.positionalArguments()) {
        ProfileLibrary one;
        one.addFile(path);
        show(one);
    }
    return status;
}

} // namespace pd::ctl
