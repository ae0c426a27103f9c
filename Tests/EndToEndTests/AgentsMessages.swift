import Foundation

/// What users and agents post, in JSON.
enum AgentsMessages {
    static let core = "http://capri.csail.mit.edu/2006/capri/core#"
    static let common = "http://capri.csail.mit.edu/2006/capri/common#"

    /// A value of a property: a text or another component.
    enum Value {
        case text(String)
        case component(String)
    }

    static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }

    static func batch(_ messages: AgentsJSON...) -> AgentsJSON {
        [
            "capriMessage": [
                "version": "1.0", "clientAgent": "tests", "clientVer": "1", "time": .time(now),
                "messages": .list(messages),
            ]
        ]
    }

    /// An observation of a component, with the names of the common ontology.
    static func component(
        _ id: String, _ name: String, isTest: Bool = false, _ properties: [String: Value]
    ) -> AgentsJSON {
        let listed = properties.sorted { $0.key < $1.key }.map { key, value -> AgentsJSON in
            let name = AgentsJSON.text((key == "status" ? core : common) + key)
            return switch value {
            case .text(let text): ["name": name, "value": .text(text)]
            case .component(let id): ["name": name, "ref": .text(id)]
            }
        }
        return [
            "time": .time(now),
            "component": [
                "kind": isTest ? "test" : "component", "id": .text(id),
                "classes": [.text(common + name)], "properties": .list(listed),
            ],
        ]
    }

    /// A user's failed, or successful, visit of a web server.
    struct Visit {
        var address: String
        var host: String
        /// How it ended, as the browser of the thesis has it: 14 for a time-out, 0 for success.
        var errorCode = "14"
        var user = "127.0.0.1"
        var time = AgentsMessages.now

        /// What the user knows of it.
        var body: AgentsJSON {
            let time = Value.text(String(time))
            let connection: [String: Value] = [
                "srcIP": .text(user), "destIP": .text(address), "destHash": .text(host),
                "connTime": time, "status": .text(errorCode == "0" ? "OK" : "FAIL"),
                "localNet": .component("net"), "httpServer": .component("server"),
                "dnsLookup": .component("lookup"), "ipRouting": .component("path"),
                "outboundConnTest": .component("outbound"), "ffoxErrorTest": .component("error"),
            ]
            return [
                "observations": [
                    component("conn", "HTTP_Connection", connection),
                    component(
                        "net", "Local_Network",
                        ["ipAddr": .text(user), "consecFailuresFromUser": .text("0")]),
                    component(
                        "server", "HTTP_Server", ["ipAddr": .text(address), "connTime": time]),
                    component(
                        "lookup", "DNS_Lookup",
                        ["hostname": .text(host), "ipAddrs": .text(address)]),
                    component(
                        "path", "IP_Routing", ["srcIP": .text(user), "destIP": .text(address)]),
                    component(
                        "outbound", "Outbound_Conn_Test", isTest: true,
                        [
                            "srcIP": .text(user), "probeURI": .text("example.com"),
                            "probeResult": .text("OK"), "localNet": .component("net"),
                        ]),
                    component(
                        "error", "Firefox_Error_Test", isTest: true,
                        ["destHash": .text(host), "ffoxErrorCode": .text(errorCode)]),
                ]
            ]
        }

        /// The question which of the four parts of the visit is broken.
        func question(
            id: String = "1", confidence: Double = 0.9999, budget: Double = 1_000_000,
            milliseconds: Int64 = 60_000
        ) -> AgentsJSON {
            let explanations = ["net", "server", "lookup", "path"].map { id -> AgentsJSON in
                ["components": [["ref": .text(id), "status": "FAIL"]]]
            }
            return [
                "type": "diagRequest", "requester": "http://127.0.0.1:9/user",
                "requestID": .text(id), "serviceID": "diag:http", "budget": .number(budget),
                "confThresh": .number(confidence), "expires": .time(now + milliseconds),
                "inputComponent": ["ref": "conn"], "explanations": .list(explanations),
                "body": body,
            ]
        }

        /// What somebody concluded of it, beside what the user knows.
        private var conclusions: AgentsJSON {
            let beliefs = [("net", 0.01), ("server", 0.97), ("lookup", 0.01), ("path", 0.01)]
                .map { id, failure -> AgentsJSON in
                    [
                        "time": .time(now), "subject": ["ref": .text(id)],
                        "property": .text(core + "status"),
                        "distribution": [
                            ["value": "FAIL", "p": .number(failure)],
                            ["value": "OK", "p": .number(1 - failure)],
                        ],
                    ]
                }
            return ["observations": body["observations"], "beliefs": .list(beliefs)]
        }

        /// The news of it, for a subscription to connections or to diagnoses.
        func news(_ service: String, id: String) -> AgentsJSON {
            [
                "type": "notification", "serviceID": .text(service), "notificationID": .text(id),
                "sender": "http://127.0.0.1:9/user", "inputComponent": ["ref": "conn"],
                "body": service.contains("diagHist") ? conclusions : body,
            ]
        }
    }

    /// The question how many users in a row a server has failed.
    static func history(
        of address: String, service: String = "obs:webserver.cfts", milliseconds: Int64 = 60_000
    ) -> AgentsJSON {
        let isBelief = service.hasPrefix("bel:")
        return [
            "type": isBelief ? "beliefRequest" : "observationRequest",
            "requester": "http://127.0.0.1:9/regional", "requestID": "1",
            "serviceID": .text(service), "budget": 10_000, "expires": .time(now + milliseconds),
            "inputComponent": ["ref": "server"],
            "body": [
                "observations": [
                    component(
                        "server", "HTTP_Server",
                        ["ipAddr": .text(address), "connTime": .text(String(now))])
                ]
            ],
        ]
    }

    /// What the specialists of a kind of service say in a document for a directory.
    static func advertisement(
        _ serviceID: String, of agent: String, cost: Double = 10, outputs: Int = 1
    ) -> AgentsJSON {
        [
            "serviceID": .text(serviceID), "agentURI": .text(agent), "time": .time(now),
            "messageType": "observationRequest", "cost": .number(cost),
            "inputClass": .text(common + "HTTP_Server"),
            "inputProperties": [["propPath": .text(common + "ipAddr"), "required": true]],
            "outputObservations": .list((0..<outputs).map { .text(common + "output\($0)") }),
        ]
    }

    /// What an agent of a type sees of a directory.
    static func mapRequest(_ type: String, of agent: String) -> AgentsJSON {
        [
            "serviceMapRequest": [
                "version": "1.0", "clientVer": "1", "agentType": .text(type),
                "agentURI": .text(agent),
            ]
        ]
    }
}
