/** What Trino's own tarball starts its server with, whose launcher is in no repository of libraries. */
public class StartTrino {
  public static void main(String[] arguments) {
    new io.trino.server.Server().start(arguments[0]);
  }
}
