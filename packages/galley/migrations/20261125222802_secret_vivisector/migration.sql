ALTER TABLE "galley"."documents" ADD COLUMN "origin" text;--> statement-breakpoint
CREATE UNIQUE INDEX "documents_by_origin" ON "galley"."documents" ("workspace_id","origin");