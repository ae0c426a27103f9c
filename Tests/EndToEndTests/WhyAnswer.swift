/// What `culprit why --json` prints, as far as these tests look at it.
struct WhyAnswer: Decodable {
    struct Verdict: Decodable {
        var `class`: String
        var cause: String?
        var name: String?
        var probability: Double
    }

    struct Explanation: Decodable {
        var `class`: String
        var cause: String?
        var probability: Double
    }

    struct Evidence: Decodable {
        var test: String
        var result: String
        var subject: String?
        var milliseconds: Double?
        var cost: Double?
    }

    var schema: Int
    var target: String
    var reachable: Bool
    var verdict: Verdict
    var explanations: [Explanation]
    var indistinguishable: [String]
    var evidence: [Evidence]
    var notAsked: [String]
    var advice: String
    var elapsedMilliseconds: Double
}
