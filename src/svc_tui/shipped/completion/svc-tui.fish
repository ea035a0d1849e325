# Completion of svc-tui for fish; written by `svc-tui --install-completion fish`.
function __svc_tui_complete
    set -l words (commandline -opc)
    command $words[1] --complete fish $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c svc-tui -f -a '(__svc_tui_complete)'
