"""ClickHouse's own engine, within Python, behind as much of its HTTP interface as a query needs: POST /?database=… with SQL."""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from chdb.session import Session

port, schema = int(sys.argv[1]), sys.argv[2]
session = Session()
with open(schema, encoding="utf-8") as file:
    for statement in json.load(file):
        session.query(statement)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200, "Ok.\n")

    def do_POST(self):
        sql = self.rfile.read(int(self.headers["content-length"])).decode("utf-8")
        try:
            self.answer(200, session.query(sql, "JSONCompact").bytes().decode("utf-8"))
        except Exception as error:
            self.answer(400, str(error))

    def answer(self, status, text):
        body = text.encode("utf-8")
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


HTTPServer(("127.0.0.1", port), Handler).serve_forever()
