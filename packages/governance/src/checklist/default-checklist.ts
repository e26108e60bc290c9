/**
 * The checklist of those who have none of their own yet. The measures are those of the NIST AI RMF 1.0
 * (https://doi.org/10.6028/NIST.AI.100-1, tables 1 to 4).
 */
export const DEFAULT_CHECKLIST = `title: Before this model is released
sections:
  - title: Purpose
    section_id: P
    lines:
      - line_id: P.1
        line_summary: Intended use
        line: Is it written down what the model is for, who uses it and what it must not be used for?
        nist: [MAP 1.1, MAP 3.3]
      - line_id: P.2
        line_summary: People affected
        line: Were people whom the outputs affect, or who know their situation, heard before release?
        nist: [MAP 5.2, MEASURE 1.3]
      - line_id: P.3
        line_summary: Human oversight
        line: Can a person understand an output where it matters, question it and overrule it?
        nist: [MAP 3.5, MEASURE 2.9]
      - line_id: P.4
        line_summary: Choice of metrics
        line: Do the metrics measure what users need, and is it known what optimizing for them makes worse?
        nist: [MEASURE 1.1, MEASURE 2.13]
  - title: Data
    section_id: D
    lines:
      - line_id: D.1
        line_summary: Right to the data
        line: Was the data collected with consent or on another lawful ground that covers this use?
        nist: [MAP 4.1, GOVERN 1.1]
      - line_id: D.2
        line_summary: Whom the data represents
        line: Is it known who is over-represented, under-represented or missing in the data, and what was done about it?
        nist: [MAP 2.3, MEASURE 2.11]
      - line_id: D.3
        line_summary: Personal data and privacy
        line: Are the data, the outputs and the model itself free of personal data and secrets that need not be in them?
        evidence:
          - { type: audit, class: privacy, verdict: warn, fresh: 90 }
        nist: [MEASURE 2.10]
      - line_id: D.4
        line_summary: Retention and erasure
        line: Is there a date on which the data is deleted, and a way in which a person can have theirs deleted before?
        nist: [MEASURE 2.10, GOVERN 1.7]
      - line_id: D.5
        line_summary: Origin
        line: Is it recorded from which data, code and base model this model was made?
        evidence:
          - { type: provenance }
        nist: [MEASURE 2.8, MAP 4.2]
  - title: Model
    section_id: M
    lines:
      - line_id: M.1
        line_summary: Performance
        line: Is the model at least as good as the one in use, on data like that which it will meet?
        evidence:
          - { type: metric-comparison, verdict: warn, fresh: 90 }
        nist: [MEASURE 2.3, MEASURE 2.5]
      - line_id: M.2
        line_summary: Behaviour
        line: Does the model do what it must in the cases that matter, however the input is put?
        evidence:
          - { type: behavior, verdict: warn, fresh: 90 }
        nist: [MEASURE 2.5, MEASURE 2.6]
      - line_id: M.3
        line_summary: Fairness between groups
        line: Were error rates and outcomes compared between the groups that the model may treat differently?
        evidence:
          - { type: audit, class: bias, verdict: warn, fresh: 90 }
        nist: [MEASURE 2.11]
      - line_id: M.4
        line_summary: Safety
        line: Was the model probed for harm, such as toxic outputs, misuse and injected instructions?
        evidence:
          - { type: audit, class: safety, verdict: warn, fresh: 90 }
        nist: [MEASURE 2.6, MEASURE 2.7]
      - line_id: M.5
        line_summary: Safe files
        line: Can the model's files be loaded without running code that somebody put into them?
        evidence:
          - { type: safety-scan, verdict: warn }
        nist: [MEASURE 2.7]
      - line_id: M.6
        line_summary: Reproducibility
        line: Can training or evaluation be run again with the same result?
        required: false
        evidence:
          - { type: reproducibility, verdict: warn }
        nist: [MEASURE 2.1, MEASURE 2.8]
      - line_id: M.7
        line_summary: Limits told
        line: Are known shortcomings, biases and conditions of use told to users in words that they understand?
        nist: [MEASURE 2.5, MEASURE 2.8]
      - line_id: M.8
        line_summary: Environment
        line: Is it known what training and running the model take in energy?
        required: false
        nist: [MEASURE 2.12]
      - line_id: M.9
        line_summary: Reports signed
        line: Has the person who is responsible for the model read the test reports, and do they sign for them?
        evidence:
          - { type: metric-comparison, verdict: warn, fresh: 90 }
          - { type: behavior, verdict: warn, fresh: 90 }
        sign-off: required
        nist: [GOVERN 2.1, MEASURE 2.8]
  - title: Release
    section_id: R
    lines:
      - line_id: R.1
        line_summary: The very package
        line: Is what will run the package that was tested, signed by who may sign it?
        evidence:
          - { type: verification, fresh: 30 }
        nist: [MEASURE 2.7]
      - line_id: R.2
        line_summary: Way back
        line: Was the way back to the last version tried, and does somebody on duty know it?
        nist: [MANAGE 2.4]
      - line_id: R.3
        line_summary: Monitoring
        line: Is it watched whether the model stays as good and as fair as it was, and is somebody told when it does not?
        nist: [MEASURE 2.4, MANAGE 4.1]
      - line_id: R.4
        line_summary: Redress
        line: Can a person who was harmed or treated wrongly complain, be answered and be put right?
        nist: [MEASURE 3.3, MANAGE 4.3]
      - line_id: R.5
        line_summary: Misuse
        line: Is it known how the model may be misused, and is that prevented or watched?
        nist: [MAP 5.1, MANAGE 1.3]
`;
