/// The form of the ontology file, as people write it.
struct OntologyDocument: Decodable {
    /// The only form that this program reads.
    static let schema = 1

    struct Class: Decodable {
        let name: String
        let label: String
        /// What machines call the class: `local-network`.
        let slug: String
        /// What the knowledge file calls it: `local`.
        let short: String
        /// The relationship that leads to it from a connection.
        let relationship: String
        let causes: [String: Cause]
    }

    struct Cause: Decodable {
        let name: String
        let precedence: Int
        let degrades: Bool?
        let title: String
        let statement: String
        let advice: String
    }

    struct Symptom: Decodable {
        let `class`: String
        let label: String
        let status: [String]
        let pace: [String]
    }

    struct Test: Decodable {
        let id: String
        let label: String
        let group: String
        let vantage: String?
        /// Expected milliseconds, milliseconds when nothing answers, packets.
        let cost: [Double]
        let outcomes: [String: String]
    }

    let schema: Int
    let namespace: String
    let classes: [Class]
    let symptom: Symptom
    let tests: [Test]
}
