import Ontology

extension BeliefStatement {
    /// Reads a `belief`.
    init(xml element: DocumentElement) throws(DocumentError) {
        let metadata = try InformationMetadata(attributesOf: element)
        var subject: ComponentMention?, property: String?, evidence = [PropertyPath]()
        var kind: Kind?, entries = [Entry]()
        for child in try element.children() {
            if child.isNamed("subject"), subject == nil {
                subject = try ComponentMention(within: child)
            } else if child.isNamed("property"), property == nil {
                property = try child.text()
            } else if child.isNamed("distribution") || child.isNamed("likelihood"), kind == nil {
                kind = child.isNamed("distribution") ? .distribution : .likelihood
                for entry in try child.children() {
                    guard entry.isNamed("entry") else { throw entry.unexpected(in: child) }
                    entries.append(try Entry(xml: entry))
                }
            } else if child.isNamed("fromEvidence") {
                for item in try child.children() {
                    guard item.isNamed("evidence") else { throw item.unexpected(in: child) }
                    evidence.append(try DocumentElement.path(of: item))
                }
            } else {
                throw child.unexpected(in: element)
            }
        }
        guard let subject else { throw .missing(what: "subject", within: element.place) }
        guard let property else { throw .missing(what: "property", within: element.place) }
        guard let kind else {
            throw .missing(what: "distribution or likelihood", within: element.place)
        }
        self.init(
            metadata: metadata, subject: subject, property: property, kind: kind,
            entries: entries, evidence: evidence)
        let read = self
        try element.located { () throws(DocumentError) in try element.validation.check(read) }
    }

    /// Writes a `belief`.
    func write(to xml: inout XMLWriter) {
        xml.element("belief") { xml in
            metadata.write(to: &xml)
            xml.element("subject") { subject.write(to: &$0) }
            xml.element("property") { $0.text(property) }
            xml.element(kind == .distribution ? "distribution" : "likelihood") { xml in
                for entry in entries {
                    xml.element("entry") {
                        $0.attribute("value", entry.value)
                        $0.attribute("p", number: entry.probability)
                    }
                }
            }
            xml.element("fromEvidence") { xml in
                for path in evidence { xml.element("evidence") { $0.path(path) } }
            }
        }
    }
}

extension BeliefStatement.Entry {
    init(xml element: DocumentElement) throws(DocumentError) {
        try element.checkEmpty()
        self.init(
            value: try element.required("value"), probability: try element.requiredDecimal("p"))
    }
}
