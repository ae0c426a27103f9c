import DMEP

/// What became of the requests of a phase.
struct LoadTally: Sendable {
    /// How long each answered request took from the moment when it was due, in microseconds.
    var latencies: [Int32] = []
    /// The requests answered before the phase was over.
    var answeredInTime = 0
    /// The requests that the agent refused, by status of HTTP and kind of problem.
    var refusals: [String: Int] = [:]
    /// The requests that came to nothing without a clear word of the agent, by what happened.
    var failures: [String: Int] = [:]
    /// Some answers, with the number of their request, to be read when the load is over.
    var samples: [(id: Int, body: [UInt8])] = []
    /// Some refusals, to be read when the load is over.
    var refusalSamples: [[UInt8]] = []

    /// One answer among so many is kept.
    static let sampling = 97
    static let mostSamples = 200

    /// Takes note of an answer.
    mutating func take(_ answer: HTTPAnswer, id: Int, after nanoseconds: Int64, isInTime: Bool) {
        if answer.status == 200, answer.contains("diagResponse") {
            latencies.append(Int32(clamping: nanoseconds / 1_000))
            if isInTime { answeredInTime += 1 }
            if latencies.count % Self.sampling == 1, samples.count < Self.mostSamples {
                samples.append((id, Array(answer.body.readableBytesView)))
            }
            return
        }
        let kind = Self.kinds.first { answer.contains($0.mark) }?.name
        guard let kind else {
            failures["\(answer.status) without a reason", default: 0] += 1
            return
        }
        refusals["\(answer.status) \(kind)", default: 0] += 1
        if refusalSamples.count < Self.mostSamples {
            refusalSamples.append(Array(answer.body.readableBytesView))
        }
    }

    private static let kinds: [(mark: StaticString, name: String)] = [
        ("request-refused", "request-refused"), ("request-expired", "request-expired"),
        ("insufficient-budget", "insufficient-budget"),
        ("insufficient-input", "insufficient-input"), ("permission-denied", "permission-denied"),
        ("malformed", "malformed"),
    ]

    /// The samples that are not what they should be, each with what is wrong; every sample is read in full.
    ///
    /// - Parameter evidence: tells whether a specialist must have been asked.
    func flaws(format: DocumentFormat, evidence: LoadPhase.Evidence) -> [String] {
        let codec = DocumentCodec()
        var flaws = [String]()
        for (id, body) in samples {
            guard case .messages(let batch)? = try? codec.decode(body, as: format),
                case .response(let response)? = batch.messages.first, batch.messages.count == 1
            else {
                flaws.append("answer \(id) is no answer to a request")
                continue
            }
            let sum = response.explanations.compactMap(\.probability).reduce(0, +)
            if response.requestID != "\(id)" {
                flaws.append("answer \(id) is to request \(response.requestID)")
            } else if !response.isSuccess || response.explanations.count != 4 || sum < 0.5 {
                flaws.append("answer \(id) explains nothing")
            } else if evidence == .specialist, (response.cost ?? 0) == 0 {
                flaws.append("for answer \(id) nobody was asked")
            }
        }
        for body in refusalSamples {
            guard case .messages(let batch)? = try? codec.decode(body, as: format),
                case .problem(let report)? = batch.messages.first, !report.reason.isEmpty
            else {
                flaws.append("a refusal gives no reason")
                continue
            }
        }
        return flaws
    }
}
