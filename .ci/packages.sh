# Debian 12 packages, by what they are for. Sourced by ./dev.
build_packages=(g++ cmake ninja-build pkg-config git ca-certificates ccache mold python3
    qt6-base-dev qt6-serialport-dev qt6-websockets-dev
    qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libqcustomplot-dev
    libboost-dev libssl-dev libsodium-dev libqrencode-dev libexpected-dev rapidjson-dev librapidcheck-dev
    libmodbus-dev)
run_packages=(libqt6sql6-sqlite libqt6sql6-psql qt6-qpa-plugins qt6-translations-l10n breeze-icon-theme
    fonts-noto-core fonts-noto-cjk tzdata xvfb xauth)
test_packages=(postgresql at-spi2-core dbus imagemagick dbus-x11 python3-gi gir1.2-atspi-2.0 socat
    python3-pymodbus python3-serial-asyncio mbpoll poppler-utils)
lint_packages=(clang-format clang-tidy clang codespell)
fuzz_packages=(clang libclang-rt-14-dev)
