// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
