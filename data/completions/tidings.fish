# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of tidings(1) in fish. What can stand where is known to the program; this hands the words over.
function __tidings_complete
    set -l words (commandline -opc)
    # A quote may still be open.
    set -l typed (string unescape -- (commandline -ct))

    command tidings complete -- $words[2..] "$typed" 2>/dev/null | while read -l line
        if test -n "$line"
            printf '%s\n' $line
        else if set -l option (string match -r -- '^--[^=]*=' "$typed")
            # An empty line asks for names of files, which fish knows itself.
            __fish_complete_path (string replace -- $option '' "$typed") | string replace -r '^' -- $option
        else
            __fish_complete_path "$typed"
        end
    end
end
complete -c tidings -f -a '(__tidings_complete)'
