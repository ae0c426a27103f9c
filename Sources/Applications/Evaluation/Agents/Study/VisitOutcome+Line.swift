import Foundation

extension VisitOutcome {
    private struct Line: Encodable {
        let day: Int
        let code: Int
        let truth: String
        let own: String?
        let ownConfidence: Double?
        let regional: String?
        let regionalConfidence: Double?
        let label: String?
        let requests: [String]
        let milliseconds: Int64
    }

    /// What became of it as a line of JSON.
    var line: String {
        let line = Line(
            day: day, code: code, truth: truth.rawValue, own: own?.cause.rawValue,
            ownConfidence: own?.confidence, regional: regional?.cause.rawValue,
            regionalConfidence: regional?.confidence, label: label?.rawValue, requests: requests,
            milliseconds: elapsed)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // Text and finite numbers are always encodable.
        return ((try? encoder.encode(line)).map { String(decoding: $0, as: UTF8.self) } ?? "{}")
            + "\n"
    }
}
