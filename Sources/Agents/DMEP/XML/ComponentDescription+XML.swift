import Ontology

extension ComponentDescription {
    /// Reads a `component` or `test`.
    init(xml element: DocumentElement) throws(DocumentError) {
        self.init(
            kind: element.isNamed("test") ? .test : .component, id: try element.attribute("id"),
            classes: [])
        for child in try element.children() {
            if child.isNamed("class") {
                classes.append(OntologyURI(try child.text()))
            } else if child.isNamed("property") {
                properties.append(
                    Property(name: try child.uri("name"), value: try Value(xml: child)))
            } else if let name = try child.propertyName() {
                properties.append(Property(name: name, value: try Value(xml: child)))
            } else {
                throw child.unexpected(in: element)
            }
        }
        let read = self
        try element.located { () throws(DocumentError) in try element.validation.check(read) }
    }

    /// Writes a `component` or `test`.
    func write(to xml: inout XMLWriter) {
        xml.element(kind == .test ? "test" : "component") { xml in
            xml.attribute("id", id)
            for name in classes { xml.element("class") { $0.text(name.text) } }
            for property in properties {
                xml.property(property.name) { property.value.write(to: &$0) }
            }
        }
    }
}

extension ComponentDescription.Value {
    init(xml element: DocumentElement) throws(DocumentError) {
        guard element.holdsElements else {
            self = .text(try element.text())
            return
        }
        let child = try element.onlyChild("componentRef")
        guard child.isNamed("componentRef") else { throw child.unexpected(in: element) }
        try child.checkEmpty()
        self = .reference(try child.required("ref"))
    }

    func write(to xml: inout XMLWriter) {
        switch self {
        case .text(let text): xml.text(text)
        case .reference(let id): xml.element("componentRef") { $0.attribute("ref", id) }
        }
    }
}

extension ComponentMention {
    /// Reads what an element such as `inputComponent` or `subject` holds.
    init(within element: DocumentElement) throws(DocumentError) {
        let child = try element.onlyChild("component, test or componentRef")
        if child.isNamed("componentRef") {
            try child.checkEmpty()
            self = .reference(try child.required("ref"))
        } else if child.isNamed("component") || child.isNamed("test") {
            self = .described(try ComponentDescription(xml: child))
        } else {
            throw child.unexpected(in: element)
        }
    }

    /// Writes a component, a test or a reference.
    func write(to xml: inout XMLWriter) {
        switch self {
        case .described(let component): component.write(to: &xml)
        case .reference(let id): xml.element("componentRef") { $0.attribute("ref", id) }
        }
    }
}
