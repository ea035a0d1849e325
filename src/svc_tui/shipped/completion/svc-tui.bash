# Completion of svc-tui for bash; written by `svc-tui --install-completion bash`.
_svc_tui() {
    local reply
    COMPREPLY=()
    while IFS= read -r reply; do
        [[ -n $reply ]] && COMPREPLY+=("$reply")
    done < <(command "${COMP_WORDS[0]/#\~/$HOME}" --complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
    if ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *[/:=] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -F _svc_tui svc-tui 2>/dev/null || complete -F _svc_tui svc-tui
