#!/bin/sh
# Says which team a support message is for. Put your own program here, in any language: it reads id, label and text, apart by tabs, and
# writes a line of JSON for each: the id, what is right, what the model says, and what it was asked.
tab=$(printf '\t')
while IFS="$tab" read -r id label text; do
  case $(printf '%s' "$text" | tr '[:upper:]' '[:lower:]') in
    *invoice* | *refund* | *charged* | *card* | *payment* | *price* | *receipt*) team=billing ;;
    *crash* | *error* | *slow* | *login* | *password* | *install* | *update*) team=technical ;;
    *) team=other ;;
  esac
  input=$(printf '%s' "$text" | sed 's/[\\"]/\\&/g')
  printf '{"id":"%s","label":"%s","prediction":"%s","input":"%s"}\n' "$id" "$label" "$team" "$input"
done
