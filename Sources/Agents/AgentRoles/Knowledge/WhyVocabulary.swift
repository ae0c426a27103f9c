import Ontology

/// The words of the user agent: classes of component, causes, tests and what they cost.
public struct WhyVocabulary: Sendable {
    /// How a cause is put into words.
    public struct Wording: Hashable, Sendable {
        /// A few words: "the router does not answer".
        public let title: String
        /// A sentence with places to fill in.
        public let statement: String
        /// What to do, with places to fill in.
        public let advice: String
    }

    /// The classes of component and of test.
    public let ontology: ComponentOntology
    /// The individuals of a diagnosis: the connection, its four parts, and each test.
    public let components: [Component]
    /// What may be to blame.
    public let explanations: [CandidateExplanation]
    /// The tests, by their names.
    public let tests: [String: DiagnosticTest]
    /// The tests made together by one probe, by the name of the probe.
    public let groups: [String: [String]]
    /// The probe that makes a test, by the name of the test.
    public let probes: [String: String]
    /// The words for each cause, by its code.
    public let wordings: [String: Wording]
    /// What people call each class, by its machine name.
    public let classLabels: [String: String]
    /// The faults that only a page with a name can suffer.
    let lookupParts: [ComponentProperty]
    let names: VocabularyAssembly

    /// The connection's property that says whether the page came.
    public static let status = ComponentProperty("connection", "status")
    /// The connection's property that says how quickly.
    public static let pace = ComponentProperty("connection", "pace")

    /// What the test observes.
    public static func result(of test: String) -> ComponentProperty {
        ComponentProperty(ComponentID(test), "result")
    }

    /// The vocabulary that the product ships.
    public static func shipped() throws -> WhyVocabulary {
        try WhyVocabulary(text: ShippedText.ontology, file: "why-ontology.yaml")
    }

    /// Reads the text of the file called `file`.
    public init(text: String, file: String) throws(KnowledgeError) {
        let document = try OntologyDocument(text: text, file: file)
        names = VocabularyAssembly(vocabulary: document, file: file)
        ontology = names.ontology
        components = names.components
        explanations = names.explanations
        lookupParts = document.classes.filter(\.isLookup).map {
            ComponentProperty(ComponentID($0.relationship), "fault")
        }
        let tests = try names.tests()
        self.tests = Dictionary(tests.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        groups = Dictionary(grouping: document.tests, by: \.group).mapValues { $0.map(\.id) }
        probes = Dictionary(
            document.tests.map { ($0.id, $0.group) }, uniquingKeysWith: { $1 })
        wordings = Dictionary(
            document.classes.flatMap { $0.causes }.map { code, cause in
                (
                    code,
                    Wording(title: cause.title, statement: cause.statement, advice: cause.advice)
                )
            }, uniquingKeysWith: { $1 })
        classLabels = Dictionary(
            document.classes.map { ($0.slug, $0.label) }, uniquingKeysWith: { $1 })
    }
}
