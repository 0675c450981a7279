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

# configure [MESON OPTIONS…]: makes the build folder, once. What is installed from it stays inside it. A folder that a
# session has made before the tests were run lacks their one option.
configure () {
  if [[ ! -e $build/build.ninja ]]; then
    mkdir -p "$build"
    meson setup "$build" "$root" --prefix "$build/prefix" "$@" >&2 || die "the tree could not be configured"
  elif [[ $(configured_prefix "$build") != "$build/prefix" ]]; then
    die "$build was configured for another prefix: remove it, or set TIDINGS_BUILD to another folder," \
      "or run: meson configure $build -Dprefix=$build/prefix"
  elif [[ " $* " == *" -Dwerror=true "* ]] && ! grep -q '"name": "werror", "value": true' "$build/meson-info/intro-buildoptions.json"; then
    meson configure "$build" -Dwerror=true >&2
  fi
}

# install_tree [MESON OPTIONS…]: builds what has changed and installs it into $build/prefix. One at a time; silent if all
# goes well, since the output belongs to the command that is run with it.
install_tree () {
  local lock
  mkdir -p "$build"
  exec {lock}> "$build/install.lock"
  flock "$lock"
  configure "$@"
  { ninja -C "$build" --quiet 2>&1 | sed '/^ninja: no work to do/d' >&2; } || die "the tree could not be built"
  meson install -C "$build" --no-rebuild --only-changed --quiet >&2 || die "the tree could not be installed"
  exec {lock}>&-
}
