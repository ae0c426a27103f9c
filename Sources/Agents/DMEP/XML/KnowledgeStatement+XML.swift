import Ontology

extension KnowledgeStatement {
    /// Reads a `knowledge`; the attribute `source` is ours.
    init(xml element: DocumentElement) throws(DocumentError) {
        let metadata = try InformationMetadata(attributesOf: element)
        var subject: String?, property: String?, table: Table?
        for child in try element.children() {
            if child.isNamed("subject"), subject == nil {
                subject = try child.text()
            } else if child.isNamed("property"), property == nil {
                property = try child.text()
            } else if child.isNamed("cpt"), table == nil {
                table = try Table(xml: child)
            } else {
                throw child.unexpected(in: element)
            }
        }
        guard let subject else { throw .missing(what: "subject", within: element.place) }
        guard let property else { throw .missing(what: "property", within: element.place) }
        guard let table else { throw .missing(what: "cpt", within: element.place) }
        self.init(
            metadata: metadata, subject: OntologyURI(subject), property: property, table: table,
            source: try element.attribute("source"))
        let read = self
        try element.located { () throws(DocumentError) in try element.validation.check(read) }
    }

    /// Writes a `knowledge`.
    func write(to xml: inout XMLWriter) {
        xml.element("knowledge") { xml in
            metadata.write(to: &xml)
            xml.attribute("source", source)
            xml.element("subject") { $0.text(subject.text) }
            xml.element("property") { $0.text(property) }
            xml.element("cpt") { xml in
                xml.element("parents") { $0.text(list: ListText.paths(table.parents)) }
                for entry in table.entries {
                    xml.element("entry") {
                        $0.attribute("p", number: entry.probability)
                        $0.attribute("parentVals", list: ListText.words(entry.parentValues))
                        $0.attribute("value", entry.value)
                    }
                }
            }
        }
    }
}

extension KnowledgeStatement.Table {
    init(xml element: DocumentElement) throws(DocumentError) {
        self.init(parents: [], entries: [])
        var hasParents = false
        for child in try element.children() {
            if child.isNamed("parents"), !hasParents {
                parents = ListText.paths(try child.listText())
                hasParents = true
            } else if child.isNamed("entry") {
                try child.checkEmpty()
                entries.append(
                    Entry(
                        parentValues: try child.words("parentVals"),
                        value: try child.required("value"),
                        probability: try child.requiredDecimal("p")))
            } else {
                throw child.unexpected(in: element)
            }
        }
    }
}
