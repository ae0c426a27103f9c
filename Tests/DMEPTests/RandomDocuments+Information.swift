import DMEP
import Ontology

extension RandomDocuments {
    mutating func message() -> Message {
        let kinds: [ServiceKind] = [.observation, .belief, .diagnosis, .knowledge]
        switch below(6) {
        case 0:
            return .problem(
                ProblemReport(
                    kind: pick(ProblemReport.Kind.allCases), reason: text(),
                    requestID: maybe { $0.text() }, serviceID: maybe { $0.text() }))
        case 1:
            return .acknowledgement(
                NotificationAcknowledgement(notificationID: text(), isSuccess: often()))
        case 2:
            return .notification(
                Notification(
                    serviceID: text(), notificationID: text(), sender: maybe { $0.text() },
                    inputComponent: maybe { $0.mention() }, body: body()))
        case 3:
            let kind = pick(kinds)
            return .response(
                ServiceResponse(
                    kind: kind, requestID: text(), serviceID: text(), isSuccess: often(),
                    time: maybe { $0.time() }, cost: maybe { $0.amount() },
                    explanations: kind == .diagnosis ? list(3) { $0.explanation() } : [],
                    body: body()))
        default:
            let kind = pick(kinds)
            return .request(
                ServiceRequest(
                    kind: kind, requester: text(), requestID: text(), serviceID: text(),
                    expires: time(), budget: maybe { $0.amount() },
                    confidenceThreshold: maybe { $0.fraction() }, via: list(3) { $0.text() },
                    inputComponent: maybe { $0.mention() },
                    explanations: kind == .diagnosis ? list(3) { $0.explanation() } : [],
                    body: body()))
        }
    }

    mutating func body() -> DiagnosticBody {
        DiagnosticBody(
            observations: list(3) {
                ComponentObservation(metadata: $0.metadata(), component: $0.component())
            }, beliefs: list(2) { $0.belief() }, knowledge: list(2) { $0.knowledge() })
    }

    mutating func metadata() -> InformationMetadata {
        InformationMetadata(
            id: maybe { $0.text() }, originator: maybe { $0.text() }, time: time(),
            isCached: often(), expires: maybe { $0.time() },
            signature: maybe { InformationSignature(key: $0.text(), value: $0.text()) })
    }

    mutating func component() -> ComponentDescription {
        ComponentDescription(
            kind: often() ? .component : .test, id: maybe { $0.text() },
            classes: [OntologyURI(name())] + list(1) { OntologyURI($0.name()) },
            properties: list(5) {
                ComponentDescription.Property(
                    name: $0.name(),
                    value: $0.often()
                        ? .text($0.pick([$0.text(), ""])) : .reference($0.text()))
            })
    }

    mutating func mention() -> ComponentMention {
        often() ? .described(component()) : .reference(text())
    }

    mutating func explanation() -> ExplanationStatement {
        ExplanationStatement(
            assignments: (0...below(2)).map { _ in .init(component: text(), status: text()) },
            probability: maybe { $0.fraction() })
    }

    mutating func belief() -> BeliefStatement {
        let kind: BeliefStatement.Kind = often() ? .distribution : .likelihood
        let weights = (0...(1 + below(3))).map { _ in fraction() + 0.01 }
        let sum = kind == .distribution ? weights.reduce(0, +) : 0.3
        return BeliefStatement(
            metadata: metadata(), subject: mention(), property: name(), kind: kind,
            entries: weights.enumerated().map {
                .init(value: text() + "\($0.offset)", probability: $0.element / sum)
            }, evidence: list(2) { $0.path() })
    }

    mutating func knowledge() -> KnowledgeStatement {
        let parents = list(3) { $0.path() }
        let values = [text() + "1", text() + "2"]
        var entries = [KnowledgeStatement.Table.Entry]()
        for row in 0..<(1 << parents.count) {
            let given = parents.indices.map { row >> $0 & 1 == 0 ? "OK" : "not so well, _x0020_" }
            let p = pick([0, fraction(), 1])
            let q = p == 0 && often() ? 0 : 1 - p
            entries.append(.init(parentValues: given, value: values[0], probability: p))
            entries.append(.init(parentValues: given, value: values[1], probability: q))
        }
        return KnowledgeStatement(
            metadata: metadata(), subject: OntologyURI(name()), property: name(),
            table: .init(parents: parents, entries: entries), source: maybe { $0.text() })
    }
}
