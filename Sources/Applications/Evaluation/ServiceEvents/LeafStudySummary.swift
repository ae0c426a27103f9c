import Foundation

/// The scores of families of leaf tables, as text and as JSON.
public struct LeafStudySummary: Sendable {
    /// The families, in their order.
    public let scores: [LeafScore]

    /// A summary of scores.
    public init(scores: [LeafScore]) { self.scores = scores }

    /// A table for people.
    public var text: String {
        let width = max(6, scores.map(\.family.count).max() ?? 6)
        func padded(_ text: String, _ width: Int) -> String {
            text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
        }
        var text =
            padded("family", width)
            + "  tables  causes  found  wrong  missed     F1  ± error  ms mean  ms worst\n"
        for score in scores {
            text += padded(score.family, width)
            text += String(
                format: "  %6d  %6d  %5d  %5d  %6d  %5.3f  ± %.3f  %7.1f  %8.1f\n", score.tables,
                score.right + score.missed, score.right, score.wrong, score.missed, score.f1,
                score.f1Error, score.meanMilliseconds, score.worstMilliseconds)
        }
        return text
    }

    /// A JSON list, an object for each family.
    public var json: String {
        let objects = scores.map { score in
            let name = score.family.replacingOccurrences(of: "\\", with: "\\\\")
                .replacingOccurrences(of: "\"", with: "\\\"")
            return String(
                format: "{\"family\":\"%@\",\"tables\":%d,\"found\":%d,\"wrong\":%d,\"missed\":%d,"
                    + "\"f1\":%.6g,\"f1Error\":%.6g,\"meanMilliseconds\":%.6g,"
                    + "\"worstMilliseconds\":%.6g}", name, score.tables, score.right, score.wrong,
                score.missed, score.f1, score.f1Error, score.meanMilliseconds,
                score.worstMilliseconds)
        }
        return "[" + objects.joined(separator: ",") + "]"
    }
}
