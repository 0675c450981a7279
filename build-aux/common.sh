# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What the scripts beside this file share: where things are, and how the tree is built. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
build=${TIDINGS_BUILD:-$root/_build}
[[ $build == /* ]] || build=$PWD/$build
export PATH=$PATH:/usr/sbin:/sbin

say () {
  printf '%s\n' "$*" >&2
}

die () {
  say "${0##*/}: $*"
  exit 1
}

# The prefix that a build folder was configured for.
configured_prefix () {
  sed -n 's/.*"name": "prefix", "value": "\([^"]*\)".*/\1/p' "$1/meson-info/intro-buildoptions.json"
}

# quietly LOG COMMAND…: the command's output is shown only when it fails; otherwise stderr belongs to what comes after.
quietly () {
  local log=$build/$1
  shift
  "$@" > "$log" 2>&1 || { cat "$log" >&2; die "this failed: $*"; }
}

# configure [MESON OPTIONS…]: makes the build folder, once. What is installed from it stays inside it. A folder that a
# session has made before the tests were run lacks their one option.
configure () {
  if [[ ! -e $build/build.ninja ]]; then
    say "Building Tidings in $build; the first time it takes some minutes."
    quietly setup.log meson setup "$build" "$root" --prefix "$build/prefix" "$@"
  elif [[ $(configured_prefix "$build") != "$build/prefix" ]]; then
    die "$build was configured for another prefix: remove it, or set TIDINGS_BUILD to another folder," \
      "or run: meson configure $build -Dprefix=$build/prefix"
  elif [[ " $* " == *" -Dwerror=true "* ]] && ! grep -q '"name": "werror", "value": true' "$build/meson-info/intro-buildoptions.json"; then
    quietly setup.log meson configure "$build" -Dwerror=true
  fi
}

# install_tree [MESON OPTIONS…]: builds what has changed and installs it into $build/prefix, one at a time.
install_tree () {
  local lock
  mkdir -p "$build"
  exec {lock}> "$build/install.lock"
  flock "$lock"
  configure "$@"
  quietly build.log ninja -C "$build"
  quietly install.log meson install -C "$build" --no-rebuild --only-changed --quiet
  exec {lock}>&-
}
