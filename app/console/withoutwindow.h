// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

class QApplication;

namespace pd::console {

// --help and --version need no display: true when the command line asks for one of them and it was
// printed. To be called before there is a QApplication.
bool answeredWithoutWindow(int argc, char **argv);

// The application, or, where no window can be opened, a sentence on standard error and exit status 1; Qt
// itself would abort. argc is kept by reference, as QApplication asks for.
std::unique_ptr<QApplication> openApplication(int &argc, char **argv);

} // namespace pd::console
