import Ontology

extension InputProperty {
    /// Reads an `inputProperty`.
    init(xml element: DocumentElement) throws(DocumentError) {
        try element.checkEmpty()
        let functions = try element.attribute("indexFunc") ?? ""
        let ranges = try element.attribute("indexRange") ?? ""
        let path = try element.path()
        let isRequired = try element.truth("required") ?? false
        self = try element.located { () throws(DocumentError) in
            InputProperty(
                path: path, isRequired: isRequired,
                indexFunctions: try IndexFunction.list(functions, of: "indexFunc"),
                indexRanges: try NumberText.ranges(ranges, of: "indexRange"))
        }
    }

    /// Writes an `inputProperty`.
    func write(to xml: inout XMLWriter) {
        xml.element("inputProperty") { xml in
            xml.path(path)
            if isRequired { xml.attribute("required", "true") }
            xml.attribute("indexFunc", list: IndexFunction.list(indexFunctions))
            xml.attribute("indexRange", list: NumberText.ranges(indexRanges))
        }
    }
}

extension OutputBelief {
    /// Reads an `outputBelief` or `outputLikelihood`.
    init(xml element: DocumentElement) throws(DocumentError) {
        self.init(path: try element.path())
        for child in try element.children() {
            guard child.isNamed("fromEvidence") else { throw child.unexpected(in: element) }
            evidence.append(try DocumentElement.path(of: child))
        }
    }

    /// Writes the output under that name.
    func write(_ name: StaticString, to xml: inout XMLWriter) {
        xml.element(name) { xml in
            xml.path(path)
            for path in evidence { xml.element("fromEvidence") { $0.path(path) } }
        }
    }
}

extension OutputKnowledge {
    /// Reads an `outputKnowledge`.
    init(xml element: DocumentElement) throws(DocumentError) {
        self.init(
            subject: OntologyURI(try element.uri("subject")), property: try element.uri("property"))
        for child in try element.children() {
            guard child.isNamed("parent") else { throw child.unexpected(in: element) }
            parents.append(try DocumentElement.path(of: child))
        }
    }

    /// Writes an `outputKnowledge`.
    func write(to xml: inout XMLWriter) {
        xml.element("outputKnowledge") { xml in
            xml.attribute("subject", subject.text)
            xml.attribute("property", property)
            for path in parents { xml.element("parent") { $0.path(path) } }
        }
    }
}
