#!/bin/sh
# Installs what building (default) or testing this project needs, after saying what and why.
#   sh cmake/setup.sh [build|test]
# Quick and quiet when nothing is missing. Debian 12 and Ubuntu 24.04 are installed by apt; on any other system the
# script prints the list of what to install and exits 1. The system's package sources are never changed.
set -eu
cd "$(dirname "$0")/.."

level=${1:-build}
catch_dir=build/third_party/catch2
os_release=${AP_OS_RELEASE:-/etc/os-release} # another file only in the tests of this script

say() { printf '%s\n' "setup: $*"; }
die() {
  printf '%s\n' "setup: error: $*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
has_eigen() { [ -e /usr/include/eigen3/Eigen/Core ] || [ -e /usr/local/include/eigen3/Eigen/Core ]; }
has_catch() { [ -s "$catch_dir/catch_amalgamated.cpp" ] && [ -s "$catch_dir/catch_amalgamated.hpp" ]; }
# The fuzzer's part of clang is a package of its own.
has_fuzzer() {
  has clang++-14 || return 1
  set -- "$(clang++-14 --print-runtime-dir)"/libclang_rt.fuzzer-*.a
  [ -e "$1" ]
}
has_browser() { node tests/support/browsers/paths.mjs "$1" >/dev/null 2>&1; }
has_node_modules() { cmp -s package-lock.json node_modules/.installed-lock.json; }

check_node() {
  has node || die "Node.js is not installed; version 20 or newer is needed (https://nodejs.org/en/download)"
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || die "Node.js 20 or newer is needed, this is $(node --version) (https://nodejs.org/en/download)"
  has npm || die "npm is not installed; it comes with Node.js (https://nodejs.org/en/download)"
}

# One line for each missing thing: apt package, then the least version, then what it is for.
missing_packages() {
  has g++ || echo "g++|10|native library and tests"
  has cmake || echo "cmake|3.25|build system"
  has ninja || echo "ninja-build|1.10|build system"
  has emcc || echo "emscripten|3.1.6|C++ to WebAssembly"
  has_eigen || echo "libeigen3-dev|3.4|linear algebra outside the hot loops"
  [ "$level" = test ] || return 0
  has clang-format-14 || echo "clang-format-14|14|format check of the C++ files"
  has clang++-14 || echo "clang-14|14|tests with sanitizers, and with any arguments (fuzzing)"
  has_fuzzer || echo "libclang-rt-14-dev|14|the sanitizers and the fuzzer of clang"
  has_browser chromium || echo "chromium|120|browser for the end-to-end tests"
  has_browser firefox || echo "firefox-esr|128|browser for the tests of equal bits"
  has_browser webkit || echo "webkit2gtk-driver|2.42|WebKit and its driver, the third browser of these tests"
  has Xvfb || echo "xvfb|21|the screen that WebKit needs"
}

identify_system() {
  system=unknown
  [ -r "$os_release" ] || return 0
  system=$(. "$os_release" && printf '%s' "${ID:-unknown}-${VERSION_ID:-}")
  case $system in
    debian-12) system=debian catch_suite=bookworm-backports base_suite=bookworm catch_component=main ;;
    ubuntu-24.04) system=ubuntu catch_suite=noble base_suite=noble catch_component=universe ;;
  esac
  keyring=/usr/share/keyrings/$system-archive-keyring.gpg
}

list_by_hand() {
  {
    echo "setup: this system ($system) is not one of Debian 12 and Ubuntu 24.04; please install by hand:"
    [ -z "$packages" ] || printf '%s\n' "$packages" | while IFS='|' read -r name version purpose; do
      printf '  %-18s %s or newer: %s\n' "$name" "$version" "$purpose"
    done
    [ -z "$need_catch" ] || echo "  Catch2             3.4 or newer, as source: extras/catch_amalgamated.hpp and .cpp put into $catch_dir/"
    echo "then run the same command again."
  } >&2
  exit 1
}

# Sets $sudo to what makes a command run as root; without such a way, prints the commands and gives up.
become_root() {
  sudo=""
  [ "$(id -u)" != 0 ] || return 0
  sudo=sudo
  if has sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then return 0; fi
  printf '%s\n' "setup: root rights are needed once; run this, then the same command again:" "  $1" >&2
  exit 1
}

apt_update() { $sudo apt-get update || die "apt-get update failed (see above)"; }

apt_install() {
  become_root "sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
  install="$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends"
  for package in "$@"; do
    apt-cache show "$package" >/dev/null 2>&1 || stale_lists=yes
  done
  [ -z "${stale_lists:-}" ] || apt_update
  # A package that has vanished from the mirror means that the lists are old: update and try once more.
  $install "$@" || { apt_update && $install "$@"; } || die "apt-get could not install: $*"
}

# Ubuntu's own packages of Chromium and Firefox only install a snap, and a container has no snapd: say so instead of
# failing late. Other places to have them from are named in full, for this script adds no package source.
elsewhere() {
  case $1 in
    chromium) echo "install Google Chrome (https://www.google.com/chrome/) or Chromium, or set CHROME_PATH to one" ;;
    firefox) echo "install Mozilla's package (https://support.mozilla.org/kb/install-firefox-linux), or set FIREFOX_PATH to a Firefox" ;;
  esac
}

install_snaps() {
  if has snap && snap version >/dev/null 2>&1; then
    become_root "sudo snap install $*"
    $sudo snap install "$@" || die "snap could not install: $*"
  else
    for name in "$@"; do printf '%s\n' "setup: error: Ubuntu has no package of $name without snap; $(elsewhere "$name")" >&2; done
    exit 1
  fi
}

# The address of the mirror that this machine itself uses.
find_mirror() {
  apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v suite="$base_suite" '($1 == suite || $1 == "stable") && $2 == "main" && $3 !~ /^cdrom/ { print $3; exit }'
}

# Reads one source package through an apt configuration of its own under build/: no file of the system is touched.
fetch_catch() {
  apt_dir=$PWD/build/third_party/apt
  rm -rf "$apt_dir"
  mkdir -p "$apt_dir/lists/partial" "$apt_dir/cache/archives/partial" "$apt_dir/catch2"
  mirror=$(find_mirror)
  if [ -z "$mirror" ]; then # apt knows its sources only once it has read them
    become_root "sudo apt-get update"
    apt_update
    mirror=$(find_mirror)
  fi
  [ -n "$mirror" ] || die "no apt source for '$base_suite main' found on this system"
  echo "deb-src [signed-by=$keyring] $mirror $catch_suite $catch_component" >"$apt_dir/sources.list"
  set -- -q -o "Dir::Etc::sourcelist=$apt_dir/sources.list" -o Dir::Etc::sourceparts=- \
    -o "Dir::State::lists=$apt_dir/lists" -o "Dir::Cache=$apt_dir/cache" -o APT::Sandbox::User=
  say "fetching Catch2 as source from $mirror $catch_suite"
  (
    cd "$apt_dir"
    apt-get "$@" update && apt-get "$@" source --download-only catch2 &&
      tar -xzf catch2_3.*.orig.tar.gz -C catch2 --strip-components=2 --wildcards '*/extras/catch_amalgamated.?pp'
  ) >"$apt_dir/log" 2>&1 || {
    cat "$apt_dir/log" >&2
    die "could not get extras/catch_amalgamated.* from the source package catch2 of $mirror $catch_suite"
  }
  rm -rf "$catch_dir"
  mv "$apt_dir/catch2" "$catch_dir"
  rm -rf "$apt_dir"
}

install_node_modules() {
  npm ci --no-audit --no-fund || die "npm ci failed (see above)"
  cp package-lock.json node_modules/.installed-lock.json
}

case $level in build | test) ;; *) die "unknown level '$level'; use build or test" ;; esac
check_node
packages=$(missing_packages)
need_catch="" need_npm=""
[ "$level" = build ] || has_catch || need_catch=yes
has_node_modules || need_npm=yes
system=""
[ -n "$packages$need_catch$need_npm" ] || exit 0

if [ -n "$packages" ] || [ -n "$need_catch" ]; then
  identify_system
  case $system in debian | ubuntu) ;; *) list_by_hand ;; esac
fi

say "to be installed for '$level':"
[ -z "$packages" ] || printf '%s\n' "$packages" | while IFS='|' read -r name version purpose; do
  case $system-$name in ubuntu-chromium | ubuntu-firefox-esr) name=${name%-esr} from=snap ;; *) from=apt ;; esac
  printf '  %-16s %s (%s)\n' "$name" "$purpose" "$from"
done
[ -z "$need_catch" ] || printf '  %-16s %s\n' catch2 "test framework (source from $catch_suite, kept in $catch_dir)"
[ -z "$need_npm" ] || printf '  %-16s %s\n' node_modules "JavaScript tools, as in package-lock.json (npm ci)"

names=$(printf '%s\n' "$packages" | cut -d '|' -f 1)
snaps=""
if [ "$system" = ubuntu ]; then
  snaps=$(printf '%s\n' "$names" | sed -n 's/^chromium$/&/p; s/^firefox-esr$/firefox/p')
  names=$(printf '%s\n' "$names" | grep -vx -e chromium -e firefox-esr || true)
fi
# shellcheck disable=SC2086  # one word a package
[ -z "$names" ] || apt_install $names
[ -z "$need_catch" ] || fetch_catch
[ -z "$need_npm" ] || install_node_modules
# shellcheck disable=SC2086  # one word a snap
[ -z "$snaps" ] || install_snaps $snaps
say "done"
