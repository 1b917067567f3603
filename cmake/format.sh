#!/bin/sh
# Formats all C++, TypeScript, CSS and HTML files of the project; with --check only reports what differs.
set -eu
cd "$(dirname "$0")/.."

case ${1:-} in
  --check) clang_mode="--dry-run --Werror" prettier_mode=--check ;;
  *) clang_mode=-i prettier_mode=--write ;;
esac

status=0
# shellcheck disable=SC2086  # two words
find src tests \( -name node_modules -o -name fixtures \) -prune -o \
  \( -name '*.hpp' -o -name '*.h' -o -name '*.cpp' \) -print0 |
  xargs -0 -r clang-format-14 $clang_mode || status=1
npx prettier $prettier_mode --log-level warn . || status=1
exit $status
