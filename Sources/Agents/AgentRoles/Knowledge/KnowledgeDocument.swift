/// The form of the knowledge file, as people write it.
struct KnowledgeDocument: Decodable {
    /// A row: conditions by the short name of a class, and a distribution under `then`.
    struct Row: Decodable {
        let conditions: [String: [String]]
        let distribution: [String: Double]

        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(_ text: String) { stringValue = text }
            init?(stringValue: String) { self.init(stringValue) }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            distribution = try container.decode([String: Double].self, forKey: Key("then"))
            var found = [String: [String]]()
            for key in container.allKeys where key.stringValue != "then" {
                found[key.stringValue] = try container.decode([String].self, forKey: key)
            }
            conditions = found
        }
    }

    struct Symptom: Decodable {
        /// Milliseconds, and the probability of still waiting then for a page that comes in the end.
        let waiting: [[Double]]
        /// How well each pace fits a visit that was quick although somebody complains.
        let complaint: [String: Double]
        let status: [Row]
        let pace: [Row]
    }

    /// How well each value of a test fits that it has not ended after so many milliseconds.
    struct Pending: Decodable {
        let milliseconds: Double
        let likelihoods: [String: Double]
    }

    let schema: Int
    let source: String
    let leak: Double
    /// Leaks of single tests, where they differ.
    let leaks: [String: Double]
    let pending: [String: Pending]
    let priors: [String: [String: Double]]
    let symptom: Symptom
    let tests: [String: [Row]]
}
