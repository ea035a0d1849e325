#compdef svc-tui
# Completion of svc-tui for zsh; written by `svc-tui --install-completion zsh`.
_svc_tui() {
    local line value help
    local -a open_values open_lines values lines
    while IFS= read -r line; do
        value=${line%%$'\t'*}
        help=${line#*$'\t'}
        [[ -n $help ]] && help="$value  -- $help" || help=$value
        if [[ $value == *[/:=] ]]; then
            open_values+=("$value"); open_lines+=("$help")
        else
            values+=("$value"); lines+=("$help")
        fi
    done < <(command ${words[1]} --complete zsh "${(@)words[2,CURRENT]}" 2>/dev/null)
    (( $#open_values )) && compadd -U -l -S '' -d open_lines -- $open_values
    (( $#values )) && compadd -U -l -d lines -- $values
    return 0
}
if [[ $funcstack[1] == _svc_tui || $funcstack[1] == _svc-tui ]]; then
    _svc_tui "$@"
else
    compdef _svc_tui svc-tui
fi
