/// Writes networks in the Interchange Format for Bayesian Networks, version 0.15.
///
/// What is written reads back as the same document: names, order, properties and every number to
/// the last bit (the shortest decimal that rounds to it). Rows that were never seen and became
/// uniform are written as zeros, so that this stays known. Names are quoted only where a word
/// would not read back as itself or is a word of the format.
public struct BIFWriter: Sendable {
    private static let keywords: Set<String> = [
        "network", "variable", "probability", "property", "type", "discrete", "default", "table",
    ]

    /// A writer; there is nothing to set.
    public init() {}

    /// The text of a document, one row of a table a line.
    ///
    /// Linear in the number of table entries. A property that would not read back as itself, for it
    /// has a semicolon or an open quotation mark, is written as one quoted name.
    public func text(of document: BIFDocument) -> String {
        var text = "network \(quoted(document.name)) {\n"
        append(document.properties.network, to: &text)
        text += "}\n"
        for node in document.network.nodes {
            let variable = node.variable
            text += "variable \(quoted(variable.name)) {\n"
            text += "  type discrete [ \(variable.stateCount) ] { "
            text += variable.states.map(quoted).joined(separator: ", ")
            text += " };\n"
            append(document.properties.variables[variable.name] ?? [], to: &text)
            text += "}\n"
        }
        let unseen = Dictionary(grouping: document.network.unseenRows, by: \.variable)
        for index in document.network.nodes.indices {
            let rows = Set((unseen[index] ?? []).map(\.parentStates))
            append(node: index, of: document, unseen: rows, to: &text)
        }
        return text
    }

    /// The text of a network without properties.
    public func text(of network: BayesianNetwork, name: String) -> String {
        text(of: BIFDocument(name: name, network: network))
    }

    private func append(
        node index: Int, of document: BIFDocument, unseen: Set<[Int]>, to text: inout String
    ) {
        let network = document.network
        let node = network.nodes[index]
        text += "probability ( \(quoted(node.variable.name))"
        if !node.parents.isEmpty {
            text += " | "
            text += node.parents.map { quoted(network.name(of: $0)) }.joined(separator: ", ")
        }
        text += " ) {\n"
        append(document.properties.probabilities[node.variable.name] ?? [], to: &text)
        let labels = node.parents.map { network.nodes[$0].variable.states.map(quoted) }
        let width = node.variable.stateCount
        var states = [Int](repeating: 0, count: node.parents.count)
        for start in stride(from: 0, to: node.table.count, by: width) {
            if states.isEmpty {
                text += "  table "
            } else {
                text += "  ("
                for position in states.indices {
                    if position > 0 { text += ", " }
                    text += labels[position][states[position]]
                }
                text += ") "
            }
            let isUnseen = unseen.contains(states)
            for entry in start..<start + width {
                if entry > start { text += ", " }
                text += isUnseen ? "0.0" : node.table[entry].description
            }
            text += ";\n"
            Self.step(&states, labels.map(\.count))
        }
        text += "}\n"
    }

    /// Counts on to the next combination, the last position fastest.
    private static func step(_ states: inout [Int], _ counts: [Int]) {
        for position in states.indices.reversed() {
            states[position] += 1
            if states[position] < counts[position] { return }
            states[position] = 0
        }
    }

    private func append(_ properties: [String], to text: inout String) {
        for property in properties {
            text += "  property \(readsBack(property) ? property : escaped(property));\n"
        }
    }

    private func readsBack(_ property: String) -> Bool {
        var lexer = BIFLexer(Array(" \(property);".utf8))
        guard let token = try? lexer.propertyText(), lexer.offset == lexer.bytes.count else {
            return false
        }
        return lexer.text(token) == property
    }

    private func quoted(_ name: String) -> String {
        BIFLexer.isPlainWord(name) && !Self.keywords.contains(name) ? name : escaped(name)
    }

    private func escaped(_ name: String) -> String {
        var text = "\""
        for scalar in name.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { text.unicodeScalars.append("\\") }
            text.unicodeScalars.append(scalar)
        }
        return text + "\""
    }
}
