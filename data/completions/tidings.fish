# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of tidings(1) in fish. What can stand where is known to the program; this hands the words over.
function __tidings_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    # A quote that is still open is closed first.
    set -l plain (string unescape -- $typed; or string unescape -- $typed\'; or string unescape -- $typed\")

    command tidings complete -- $words[2..] "$plain" 2>/dev/null | while read -l line
        if test -n "$line"
            echo $line
        else if set -l option (string match -r -- '^--[^=]*=' "$plain")
            # An empty line asks for names of files, which fish knows itself.
            __fish_complete_path (string replace -- $option '' "$plain") | string replace -r '^' -- $option
        else
            __fish_complete_path "$plain"
        end
    end
end
complete -c tidings -f -a '(__tidings_complete)'
