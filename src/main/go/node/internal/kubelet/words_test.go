package kubelet

import "testing"

func TestFramesAreNotedAndOutputIsNot(t *testing.T) {
	words := &Words{}
	words.hear(sandbox(), []byte("noise\ncs1 STARTED 3 mac {\"run\":1}\ncs1 PONG 4 mac {}\ncs1 RUN 5 mac {\"code\":\"cs1 STAR"))
	words.note(sandbox(), "END", "")
	all := words.Since(0)
	if len(all) != 3 || all[0].Word != "STARTED" || all[0].Body != `{"run":1}` || all[1].Word != "RUN" || all[1].Body != "" {
		t.Errorf("%+v", all)
	}
	if rest := words.Since(2); len(rest) != 1 || rest[0].Word != "END" || len(words.Since(9)) != 0 {
		t.Errorf("%+v", rest)
	}
}
