# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Completion of tidings(1) in bash. What can stand where is known to the program; this hands the line over.
_tidings () {
  mapfile -t COMPREPLY < <(
    command tidings complete --line="${COMP_LINE:0:COMP_POINT}" --breaks="$COMP_WORDBREAKS" --type="$COMP_TYPE" 2> /dev/null)
  ((${#COMPREPLY[@]})) || return 0

  # An empty line asks for names of files, which readline knows itself.
  if [[ ! ${COMPREPLY[-1]} ]]; then
    COMPREPLY=()
    compopt -o default
  elif [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then
    compopt -o nospace
  fi
}
complete -o nosort -F _tidings tidings
