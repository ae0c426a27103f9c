extension ExplanationStatement {
    /// Reads the `explanation` elements of an `explanations`.
    static func list(xml element: DocumentElement) throws(DocumentError) -> [ExplanationStatement] {
        var list = [ExplanationStatement]()
        for child in try element.children() {
            guard child.isNamed("explanation") else { throw child.unexpected(in: element) }
            list.append(try ExplanationStatement(xml: child))
        }
        return list
    }

    /// Writes an `explanations`, unless there are none.
    static func write(_ explanations: [ExplanationStatement], to xml: inout XMLWriter) {
        guard !explanations.isEmpty else { return }
        xml.element("explanations") { xml in
            for explanation in explanations { explanation.write(to: &xml) }
        }
    }

    private init(xml element: DocumentElement) throws(DocumentError) {
        self.init(assignments: [], probability: try element.decimal("p"))
        for child in try element.children() {
            guard child.isNamed("componentRef") else { throw child.unexpected(in: element) }
            try child.checkEmpty()
            assignments.append(
                Assignment(
                    component: try child.required("ref"), status: try child.required("status")))
        }
        let read = self
        try element.located { () throws(DocumentError) in try element.validation.check(read) }
    }

    private func write(to xml: inout XMLWriter) {
        xml.element("explanation") { xml in
            xml.attribute("p", number: probability)
            for assignment in assignments {
                xml.element("componentRef") {
                    $0.attribute("ref", assignment.component)
                    $0.attribute("status", assignment.status)
                }
            }
        }
    }
}
