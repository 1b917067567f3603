#!/bin/sh
# Installs what building (default) or testing this project needs, after saying what and why.
#   sh cmake/setup.sh [build|test]
# Quick and quiet when nothing is missing. Debian 12 and Ubuntu 24.04 are installed by apt; on any other system the
# script prints the list of what to install and exits 1. The system's package sources are never changed.
set -eu
cd "$(dirname "$0")/.."

level=${1:-build}
catch_dir=build/third_party/catch2

say() { printf '%s\n' "setup: $*"; }
die() {
  printf '%s\n' "setup: error: $*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
has_eigen() { [ -e /usr/include/eigen3/Eigen/Core ] || [ -e /usr/local/include/eigen3/Eigen/Core ]; }
has_catch() { [ -s "$catch_dir/catch_amalgamated.cpp" ] && [ -s "$catch_dir/catch_amalgamated.hpp" ]; }
has_chromium() { node tests/support/chromium-path.mjs >/dev/null 2>&1; }
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
  has_chromium || echo "chromium|120|browser for the end-to-end tests"
}

identify_system() {
  system=unknown
  [ -r /etc/os-release ] || return 0
  system=$(. /etc/os-release && printf '%s' "${ID:-unknown}-${VERSION_ID:-}")
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

root_prefix() {
  if [ "$(id -u)" = 0 ]; then
    echo ""
  elif has sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    echo "sudo"
  else
    printf '%s\n' "setup: root rights are needed once; run this, then the same command again:" \
      "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $1" >&2
    return 1
  fi
}

apt_install() {
  sudo=$(root_prefix "$*") || exit 1
  install="$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends"
  for package in "$@"; do
    apt-cache show "$package" >/dev/null 2>&1 || stale_lists=yes
  done
  [ -z "${stale_lists:-}" ] || $sudo apt-get update || die "apt-get update failed (see above)"
  # A candidate that has vanished from the mirror means that the lists are old: update and try once more.
  $install "$@" || { $sudo apt-get update && $install "$@"; } || die "apt-get could not install: $*"
}

# Ubuntu's package "chromium-browser" only installs a snap, and a container has no snapd: say so instead of failing late.
install_ubuntu_chromium() {
  choices="install Google Chrome (https://www.google.com/chrome/) or Chromium, or set CHROME_PATH to one"
  has snap && snap version >/dev/null 2>&1 || die "Ubuntu has no Chromium package without snap; $choices"
  sudo=$(root_prefix "snapd && sudo snap install chromium") || exit 1
  $sudo snap install chromium || die "snap could not install chromium; $choices"
}

# The address of the mirror that this machine itself uses.
find_mirror() {
  apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v suite="$base_suite" '$1 == suite && $2 == "main" { print $3; exit }'
}

# Reads one source package through an apt configuration of its own under build/: no file of the system is touched.
fetch_catch() {
  apt_dir=$PWD/build/third_party/apt
  mkdir -p "$apt_dir/lists/partial" "$apt_dir/cache/archives/partial" "$apt_dir/download" "$catch_dir"
  mirror=$(find_mirror)
  if [ -z "$mirror" ]; then # apt knows its sources only once it has read them
    sudo=$(root_prefix "$packages") || exit 1
    $sudo apt-get update || die "apt-get update failed (see above)"
    mirror=$(find_mirror)
  fi
  [ -n "$mirror" ] || die "no apt source for '$base_suite main' found on this system"
  echo "deb-src [signed-by=$keyring] $mirror $catch_suite $catch_component" >"$apt_dir/sources.list"
  set -- -q -o "Dir::Etc::sourcelist=$apt_dir/sources.list" -o Dir::Etc::sourceparts=- \
    -o "Dir::State::lists=$apt_dir/lists" -o "Dir::Cache=$apt_dir/cache" -o APT::Sandbox::User=
  (
    cd "$apt_dir/download"
    apt-get "$@" update && apt-get "$@" source --download-only catch2
  ) >"$apt_dir/log" 2>&1 || {
    cat "$apt_dir/log" >&2
    die "could not fetch the source package catch2 from $mirror $catch_suite"
  }
  tar -xzf "$apt_dir"/download/catch2_3.*.orig.tar.gz -C "$catch_dir" --strip-components=2 --wildcards \
    '*/extras/catch_amalgamated.?pp' || die "the source package catch2 has no extras/catch_amalgamated.*"
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
  printf '  %-16s %s (apt)\n' "$name" "$purpose"
done
[ -z "$need_catch" ] || printf '  %-16s %s\n' catch2 "test framework (source from $catch_suite, kept in $catch_dir)"
[ -z "$need_npm" ] || printf '  %-16s %s\n' node_modules "JavaScript tools, as in package-lock.json (npm ci)"

names=$(printf '%s\n' "$packages" | cut -d '|' -f 1)
if [ "$system" = ubuntu ] && printf '%s\n' "$names" | grep -qx chromium; then
  install_ubuntu_chromium
  names=$(printf '%s\n' "$names" | grep -vx chromium || true)
fi
# shellcheck disable=SC2086  # one word a package
[ -z "$names" ] || apt_install $names
[ -z "$need_catch" ] || fetch_catch
[ -z "$need_npm" ] || install_node_modules
say "done"
