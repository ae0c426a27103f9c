import Ontology

extension OntologyDocument {
    /// Reads a `componentOntology` (CAPRI thesis, A.1).
    init(xml element: DocumentElement) throws(DocumentError) {
        self.init()
        for child in try element.children() {
            if child.isNamed("componentClass") {
                classes.append(try Class(xml: child))
            } else if child.isNamed("descriptiveProperty") {
                properties.append(try PropertyDefinition(descriptive: child))
            } else if child.isNamed("relationshipProperty") {
                properties.append(try PropertyDefinition(relationship: child))
            } else {
                throw child.unexpected(in: element)
            }
        }
        let read = self
        try element.located { () throws(DocumentError) in try element.validation.check(read) }
    }

    /// Writes a `componentOntology`.
    func write(to xml: inout XMLWriter) {
        xml.element("componentOntology") { xml in
            for definition in classes { definition.write(to: &xml) }
            for property in properties { property.write(to: &xml) }
        }
    }
}

extension OntologyDocument.Class {
    init(xml element: DocumentElement) throws(DocumentError) {
        self.init(name: OntologyURI(try element.uri("name")))
        for child in try element.children() {
            try child.checkEmpty()
            if child.isNamed("subclassOf") {
                superclasses.append(OntologyURI(try child.uri("name")))
            } else if child.isNamed("idProperty") {
                identifyingProperties.append(try child.uri("name"))
            } else {
                throw child.unexpected(in: element)
            }
        }
    }

    func write(to xml: inout XMLWriter) {
        xml.element("componentClass") { xml in
            xml.attribute("name", name.text)
            for name in superclasses {
                xml.element("subclassOf") { $0.attribute("name", name.text) }
            }
            for name in identifyingProperties {
                xml.element("idProperty") { $0.attribute("name", name) }
            }
        }
    }
}

extension PropertyDefinition {
    init(descriptive element: DocumentElement) throws(DocumentError) {
        var range = [String](), hasRange = false
        for child in try element.children() {
            guard child.isNamed("range"), !hasRange else { throw child.unexpected(in: element) }
            hasRange = true
            for entry in try child.children() {
                guard entry.isNamed("entry") else { throw entry.unexpected(in: child) }
                try entry.checkEmpty()
                range.append(try entry.required("value"))
            }
        }
        self.init(name: try element.uri("name"), kind: .descriptive(range: range))
    }

    init(relationship element: DocumentElement) throws(DocumentError) {
        try element.checkEmpty()
        self.init(
            name: try element.uri("name"),
            kind: .relationship(
                range: OntologyURI(try element.uri("range")),
                symmetric: try element.attribute("symmetricProp").map { ListText.trimmed($0) }))
    }

    func write(to xml: inout XMLWriter) {
        switch kind {
        case .descriptive(let range):
            xml.element("descriptiveProperty") { xml in
                xml.attribute("name", name)
                guard !range.isEmpty else { return }
                xml.element("range") { xml in
                    for value in range { xml.element("entry") { $0.attribute("value", value) } }
                }
            }
        case .relationship(let range, let symmetric):
            xml.element("relationshipProperty") {
                $0.attribute("name", name)
                $0.attribute("range", range.text)
                $0.attribute("symmetricProp", symmetric)
            }
        }
    }
}
