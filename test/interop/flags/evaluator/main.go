// Answers as flagd's server does, by its own evaluator: questions as lines of JSON on standard input, answers on standard output.
// With the argument "schemas" it prints the JSON Schemas of flag definitions that belong to that evaluator.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	gosync "sync"

	schema "github.com/open-feature/flagd-schemas/json"
	"github.com/open-feature/flagd/core/pkg/evaluator"
	"github.com/open-feature/flagd/core/pkg/logger"
	"github.com/open-feature/flagd/core/pkg/service/ofrep"
	"github.com/open-feature/flagd/core/pkg/store"
	"github.com/open-feature/flagd/core/pkg/sync"
	"go.uber.org/zap"
)

// A question asks for every flag with every context.
type question struct {
	Definition string           `json:"definition"`
	Flags      []string         `json:"flags"`
	Contexts   []map[string]any `json:"contexts"`
}

// A reply has each different answer once, and for each flag and context the place of its answer in that list. Where the
// definition is refused it says why, and nothing else.
type reply struct {
	Refused string   `json:"refused,omitempty"`
	Answers []answer `json:"answers"`
	Places  []int    `json:"places"`
}

type answer struct {
	Value     any            `json:"value,omitempty"`
	Variant   string         `json:"variant,omitempty"`
	Reason    string         `json:"reason"`
	ErrorCode string         `json:"errorCode,omitempty"`
	Metadata  map[string]any `json:"metadata"`
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if len(os.Args) > 1 && os.Args[1] == "schemas" {
		say(encoder, out, []json.RawMessage{json.RawMessage(schema.FlagSchema), json.RawMessage(schema.TargetingSchema)})
		return
	}
	quiet := logger.NewLogger(zap.NewNop(), false)
	decoder := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	for {
		var asked question
		if err := decoder.Decode(&asked); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			log.Fatal(err)
		}
		say(encoder, out, replyTo(asked, quiet))
	}
}

func say(encoder *json.Encoder, out *bufio.Writer, value any) {
	if err := encoder.Encode(value); err != nil {
		log.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
}

func replyTo(asked question, quiet *logger.Logger) reply {
	flags, err := store.NewStore(quiet, []string{"definition"})
	if err != nil {
		log.Fatal(err)
	}
	flagd := evaluator.NewJSON(quiet, flags)
	if err := flagd.SetState(sync.DataSync{FlagData: asked.Definition, Source: "definition"}); err != nil {
		return reply{Refused: err.Error()}
	}
	made := reply{Answers: []answer{}, Places: []int{}}
	places := map[string]int{}
	for _, flag := range asked.Flags {
		for _, found := range answersFor(flagd, flag, asked.Contexts) {
			made.add(found, places)
		}
	}
	return made
}

// Answers in the order of the contexts, computed on all cores.
func answersFor(flagd *evaluator.JSON, flag string, contexts []map[string]any) []answer {
	answers := make([]answer, len(contexts))
	workers := runtime.NumCPU()
	var done gosync.WaitGroup
	for first := range workers {
		done.Go(func() {
			for at := first; at < len(contexts); at += workers {
				answers[at] = answerFor(flagd, flag, contexts[at])
			}
		})
	}
	done.Wait()
	return answers
}

func (made *reply) add(found answer, places map[string]int) {
	key, err := json.Marshal(found)
	if err != nil {
		log.Fatal(err)
	}
	place, known := places[string(key)]
	if !known {
		place = len(made.Answers)
		places[string(key)] = place
		made.Answers = append(made.Answers, found)
	}
	made.Places = append(made.Places, place)
}

// What the server answers over OFREP, but for error codes, which OFREP has fewer of. A panic ends a request on the server.
func answerFor(flagd *evaluator.JSON, flag string, about map[string]any) (found answer) {
	defer func() {
		if problem := recover(); problem != nil {
			found = answer{Reason: "ERROR", ErrorCode: fmt.Sprintf("PANIC %T", problem)}
		}
	}()
	resolved := flagd.ResolveAsAnyValue(context.Background(), "", flag, about)
	if resolved.Error != nil {
		return answer{Variant: resolved.Variant, Reason: resolved.Reason, ErrorCode: resolved.Error.Error(), Metadata: resolved.Metadata}
	}
	told := ofrep.SuccessResponseFrom(resolved)
	return answer{Value: told.Value, Variant: told.Variant, Reason: told.Reason, Metadata: told.Metadata}
}
