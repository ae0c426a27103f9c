import YAMLDocuments

/// Which family of browsers and programs a user agent belongs to, by an ordered list of rules.
public struct UserAgentFamilies: Sendable {
    struct Rule: Sendable {
        let family: String
        let words: [[UInt8]]
        /// What the version stands behind; nil for the word that was found.
        let version: [UInt8]?
    }

    let rules: [Rule]
    /// The family of every text that no rule knows.
    static let unknown = "other"

    /// Reads rules from YAML; Documentation/Operation/request-logs.md says how they are written.
    public init(text: String, file: String) throws(YAMLDocumentError) {
        let fields = try YAMLReader(text: text, file: file).document(schema: 1, ["families"])
        rules = try fields("families").map { entry throws(YAMLDocumentError) in
            let fields = try entry.fields(["family", "words"], optional: ["version"])
            let words = try fields("words").strings()
            guard !words.isEmpty, words.allSatisfy({ !$0.isEmpty }) else {
                throw try fields("words").problem("a rule needs words, and none is empty")
            }
            return Rule(
                family: try fields("family").string(), words: words.map { Array($0.utf8) },
                version: try fields.optional("version").map { value throws(YAMLDocumentError) in
                    Array(try value.string().utf8)
                })
        }
    }

    /// The rules that come with the program, Resources/browsers.yaml.
    public static func shipped() throws(YAMLDocumentError) -> UserAgentFamilies {
        try UserAgentFamilies(
            text: String(decoding: PackageResources.browsers_yaml, as: UTF8.self),
            file: "browsers.yaml")
    }

    /// The family of a user agent: that of the first rule of which a word is in it, or `other`.
    ///
    /// - Complexity: linear in the number of words and the length of the text.
    public func family(of agent: String) -> String {
        withSlice(agent) { family(of: $0) }
    }

    /// The family and the version before its first point, as `Firefox 27`; the family alone where none is found.
    public func familyAndVersion(of agent: String) -> String {
        withSlice(agent) { familyAndVersion(of: $0) }
    }

    func family(of agent: ByteSlice) -> String { find(agent)?.rule.family ?? Self.unknown }

    func familyAndVersion(of agent: ByteSlice) -> String {
        guard let (rule, wordEnd) = find(agent) else { return Self.unknown }
        var start = wordEnd
        if let version = rule.version {
            guard let place = agent.firstRange(of: version) else { return rule.family }
            start = place + version.count
        }
        var end = start
        while end < agent.count, agent[end].isDigit, end - start < 6 { end += 1 }
        guard end > start else { return rule.family }
        let number = ByteSlice(agent.start + start, count: end - start)
        return rule.family + " " + String(decoding: number.buffer, as: UTF8.self)
    }

    private func find(_ agent: ByteSlice) -> (rule: Rule, wordEnd: Int)? {
        for rule in rules {
            for word in rule.words {
                if let place = agent.firstRange(of: word) { return (rule, place + word.count) }
            }
        }
        return nil
    }

    private func withSlice(_ text: String, _ body: (ByteSlice) -> String) -> String {
        var bytes = Array(text.utf8)
        return bytes.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return Self.unknown }
            return body(ByteSlice(base, count: buffer.count))
        }
    }
}

extension ByteSlice {
    /// Where these bytes first are, one after the other.
    func firstRange(of word: [UInt8]) -> Int? {
        guard let first = word.first else { return 0 }
        var index = 0
        while let place = firstIndex(of: first, from: index) {
            guard place + word.count <= count else { return nil }
            let isHere = word.withUnsafeBufferPointer { word in
                word.baseAddress.map {
                    ByteSlice($0, count: word.count) == ByteSlice(start + place, count: word.count)
                } ?? true
            }
            if isHere { return place }
            index = place + 1
        }
        return nil
    }
}
